import { agentSuite } from './agent-suite.ts';

agentSuite('opencode');
