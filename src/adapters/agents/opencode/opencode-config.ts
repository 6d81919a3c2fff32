import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PermissionLevel } from '../../../domain/agent.ts';
import type { AgentStart } from '../agent-adapter.ts';
import { fieldsOf, fieldsOfLine } from '../fields.ts';

type Action = 'allow' | 'deny';
type Rules = Readonly<Record<string, Action | Readonly<Record<string, Action>>>>;

/** The last rule that fits holds. There is no `ask`: without a terminal it ends the session, and its exit code is 0. */
const rules: Readonly<Record<PermissionLevel, Rules>> = {
  read: {
    '*': 'deny',
    read: { '*': 'allow', '*.env': 'deny', '*.env.*': 'deny', '*.env.example': 'allow' },
    glob: 'allow',
    grep: 'allow',
    list: 'allow',
    lsp: 'allow',
    todowrite: 'allow',
  },
  // What is not named is allowed by `--auto`, if the user's own rules do not deny it.
  edit: { external_directory: 'deny', webfetch: 'deny', websearch: 'deny', doom_loop: 'deny' },
  full: { doom_loop: 'deny' },
};

const agent = 'planloom';

/** Where the plugin is, below the private folder. */
export const pluginFile = 'opencode-report.js';

/**
 * The variables that configure opencode for one attempt. The user's own files stay as they are and count, but for the
 * permissions: an agent of ours has those, and for its subagents they are added to the user's.
 */
export const opencodeVariables = (start: AgentStart): Readonly<Record<string, string>> => {
  const { permissions, maxTurns, repositoryConfig, folder, privateFolder, environment } = start;
  const isOff = repositoryConfig === 'off';
  const theirs = fieldsOfLine(environment.OPENCODE_CONFIG_CONTENT ?? '') ?? {};
  const plugins: readonly unknown[] = Array.isArray(theirs.plugin) ? theirs.plugin : [];
  const config = {
    ...theirs,
    autoupdate: false,
    share: 'disabled',
    // Its own history of the folder would be kept in the user's home for every attempt.
    snapshot: false,
    plugin: [...plugins, pathToFileURL(path.join(privateFolder, pluginFile)).href],
    default_agent: agent,
    agent: {
      ...fieldsOf(theirs.agent),
      [agent]: {
        description: 'Carries out an achievement of a plan.',
        mode: 'primary',
        permission: rules[permissions],
        ...(maxTurns === null ? {} : { steps: maxTurns }),
      },
    },
    // Without the repository's configuration its notes for agents are not read either; they execute nothing.
    ...(isOff && theirs.instructions === undefined ? { instructions: [path.join(folder, 'AGENTS.md')] } : {}),
  };
  return {
    OPENCODE_CONFIG_CONTENT: JSON.stringify(config),
    OPENCODE_PERMISSION: JSON.stringify(rules[permissions]),
    ...(isOff ? { OPENCODE_DISABLE_PROJECT_CONFIG: '1' } : {}),
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
  };
};
