import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AgentName } from './agent-settings.ts';

const project = path.resolve(import.meta.dirname, '../..');
const installed = path.join(project, '.agents/node_modules/.bin');

/** The search path for programs: those that scripts/install-agents.mjs installed come first. */
export const programPath = [installed, process.env.PATH ?? ''].join(path.delimiter);

/** Whether the program of an agent can be found. */
export const isInstalled = (name: AgentName): boolean =>
  programPath.split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));

/** Planloom, as it is built. */
export const mainFile = path.join(project, 'dist/main.js');
