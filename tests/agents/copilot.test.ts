import { agentSuite } from './agent-suite.ts';

agentSuite('copilot');
