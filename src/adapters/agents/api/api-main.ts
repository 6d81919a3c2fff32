// The program behind executors of kind `api`: it asks a model, and lets it read and write files of one folder.
import { runOwnProgram } from '../runner/run-own-program.ts';
import { askModel } from './ask-model.ts';

void runOwnProgram(askModel);
