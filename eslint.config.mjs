import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noVscode = {
  name: 'vscode',
  message:
    'Only src/vscode/ and src/extension.ts may use VS Code. Take what you need as an argument.',
};

export default defineConfig(
  { ignores: ['dist/**', 'out/**', '**/node_modules/**', 'test/host/.cache/**'] },
  {
    // The scripts are JavaScript with types in JSDoc: they start before TypeScript can run.
    files: ['**/*.ts', 'scripts/**/*.mjs', '*.mjs'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './media/tsconfig.json', './scripts/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-imports': ['error', { paths: [noVscode] }],
      'no-console': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: [
      'src/vscode/**',
      'src/extension.ts',
      'test/inside/**',
      'test/workbench/*InHost.ts',
      'test/bench/*/{inHost,panelInHost,sourcesInHost}.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // A function over a limit has an eslint-disable comment that gives the reason.
    files: ['src/**/*.ts', 'media/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    // Pixels and their size travel together as plain numbers: an object per call would cost time in hot loops.
    files: ['src/image/**', 'src/practice/**', 'media/panel/region/**'],
    rules: { 'max-params': ['error', 6] },
  },
  { files: ['scripts/**', '*.mjs'], rules: { 'no-console': 'off' } },
  {
    // node:test's test() returns a promise that the runner itself awaits.
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: [
                'test',
                'it',
                'describe',
                'suite',
                'before',
                'after',
                'beforeEach',
                'afterEach',
              ],
            },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
