/** Returns the environment without the variables that a VS Code sets for its children, or Node and the test run for theirs. */
export function hostEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|NODE_COMPILE_CACHE$)/.test(name),
  );
  return Object.fromEntries(kept);
}
