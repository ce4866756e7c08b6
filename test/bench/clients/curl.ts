import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { endpointOf, type Client } from '../measure/task.ts';

const FILTER = '.candidates[0].content.parts[0]';
const SCRIPTS = {
  inlineData: `jq -r '${FILTER}.inlineData.data' | base64 -d > "$FILE"`,
  dataUrl: `jq -r '${FILTER}.text' | sed 's/.*;base64,//; s/)$//' | base64 -d > "$FILE"`,
  hosted: `jq -r '${FILTER}.text' | sed 's/.*(//; s/)$//' | xargs curl -s -o "$FILE"`,
};

/** The command line that developers share. */
export const curl: Client = async () => async (task) => {
  const FILE = path.join(task.folder, 'image.png');
  const post = `curl -s -H 'content-type: application/json' -d '{}' "$URL"`;
  const script = `set -e -o pipefail; ${post} | ${SCRIPTS[task.shape]}; sync "$FILE"`;
  const env = { ...process.env, FILE, URL: endpointOf(task) };
  const shell = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(shell, 'close')) as [number];
  if (code !== 0) throw new Error(`curl and jq exited with code ${code}`);
};
