// The program behind executors of kind `acp`: it starts an agent, and is its client.
import { runOwnProgram } from '../runner/run-own-program.ts';
import { driveAgent } from './drive-agent.ts';

void runOwnProgram(driveAgent);
