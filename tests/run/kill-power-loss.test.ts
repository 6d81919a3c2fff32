import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withKillPlace } from '../support/kill-rig.ts';
import type { KillPlace } from '../support/kill-rig.ts';
import { userObjects, userState, whatIsWrong } from '../support/kill-verdict.ts';
import type { Before } from '../support/kill-verdict.ts';
