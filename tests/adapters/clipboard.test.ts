import { chmodSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { toClipboard } from '../../src/adapters/clipboard.ts';
import { workspace } from '../support/workspace.ts';

/** A machine with X11 whose only program for the clipboard is this script. */
const machine = (script: string) => {
  const place = workspace({ 'bin/xsel': `#!/bin/sh\n${script}\n` });
  chmodSync(place.path('bin', 'xsel'), 0o755);
  vi.stubEnv('PATH', `${place.path('bin')}:/usr/bin:/bin`);
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'XDG_SESSION_TYPE']) vi.stubEnv(name, undefined);
  return place;
};

afterEach(() => void vi.unstubAllEnvs());

describe.runIf(process.platform === 'linux')('the clipboard', () => {
  test('gets the text, byte for byte', async () => {
    const place = machine('cat > "$(dirname "$0")/got"');
    expect(await toClipboard('# Prompt\n\nä `b`\n')).toBeNull();
    expect(place.read('bin/got')).toBe('# Prompt\n\nä `b`\n');
  });

  test('that is not there is no failure, but a word', async () => {
    machine('exit 1');
    expect(await toClipboard('text')).toMatch(/\w/);
  });
});
