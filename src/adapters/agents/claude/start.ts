import type { Environment } from '../../process/child-environment.ts';
import type { AgentCommand, AgentStart } from '../agent-adapter.ts';
import { isSet } from './is-set.ts';

/**
 * How often it tries a call again by itself, for about ten seconds in all. Left alone it goes on for minutes, also with a
 * key that is not valid; to wait for longer is planloom's business.
 */
const retries = '4';

/** What nobody can answer, what leaves the folder of the attempt, what reaches other sessions, and what outlives it. */
const withheld = [
  'EnterWorktree',
  'ExitWorktree',
  'CronCreate',
  'CronDelete',
  'CronList',
  'ScheduleWakeup',
  'RemoteTrigger',
  'ListAgents',
  'SendMessage',
].join(',');

/** The command line of Claude Code for an attempt. */
export const claudeStart = (start: AgentStart): AgentCommand => {
  const { program, model, resume, newSession, maxTurns, budgetUsd, args } = start;
  return {
    command: [
      program,
      '-p',
      ...['--output-format', 'stream-json', '--verbose'],
      // The tokens of a call stand in its partial messages only, while it is not known how the whole ends.
      '--include-partial-messages',
      ...(resume === null ? ['--session-id', newSession] : ['--resume', resume]),
      ...(model === null ? [] : ['--model', model]),
      ...(maxTurns === null ? [] : ['--max-turns', `${maxTurns}`]),
      ...(budgetUsd === null ? [] : ['--max-budget-usd', `${budgetUsd}`]),
      ...configurationArgs(start),
      ...permissionArgs(start),
      ...args,
    ],
    env: {
      ...cloudEnvironment(start.environment),
      CLAUDE_CODE_MAX_RETRIES: retries,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
      DISABLE_AUTOUPDATER: '1',
      // Words of a plan that look like `@file` would hand over that file, wherever it lies.
      CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1',
      // Else one attempt writes into the user's home what another one goes by.
      CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
      // Root may only have no questions asked where it says that it is contained.
      ...(start.permissions === 'full' && start.isRoot ? { IS_SANDBOX: '1' } : {}),
      ...(start.repositoryConfig === 'off' ? { CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD: '1' } : {}),
    },
    files: [],
    session: resume ?? newSession,
  };
};

/**
 * Without `project` and `local`, neither settings files with their hooks nor agents, commands and skills of the repository
 * are read. CLAUDE.md, which executes nothing, would go with them: naming the folder once more brings it back.
 */
const configurationArgs = ({ repositoryConfig, folder }: AgentStart): readonly string[] =>
  repositoryConfig === 'trusted'
    ? ['--setting-sources', 'user,project']
    : ['--setting-sources', 'user', '--strict-mcp-config', '--add-dir', folder];

/** The last of them takes one value, so that it does not swallow what the user adds. */
const permissionArgs = ({ permissions }: AgentStart): readonly string[] => {
  switch (permissions) {
    case 'read':
      return ['--tools', 'Read,Grep,Glob', '--permission-mode', 'dontAsk'];
    case 'edit':
      return [
        ...['--disallowedTools', withheld],
        ...['--allowedTools', 'Bash,WebFetch,WebSearch,Skill'],
        ...['--permission-mode', 'acceptEdits'],
      ];
    case 'full':
      return ['--disallowedTools', withheld, '--permission-mode', 'bypassPermissions'];
  }
};

/** The log-in of a cloud is handed on only where its models are used. */
const cloudEnvironment = (environment: Environment): Readonly<Record<string, string>> => {
  const names = [
    ...(isSet(environment.CLAUDE_CODE_USE_BEDROCK) ? [/^AWS_\w+$/] : []),
    ...(isSet(environment.CLAUDE_CODE_USE_VERTEX)
      ? [/^(?:GOOGLE_APPLICATION_CREDENTIALS|GOOGLE_CLOUD_PROJECT|GCLOUD_PROJECT|CLOUD_ML_REGION|VERTEX_REGION_\w+)$/]
      : []),
    ...(isSet(environment.CLAUDE_CODE_USE_FOUNDRY) ? [/^AZURE_\w+$/] : []),
  ];
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && names.some((one) => one.test(name))) found[name] = value;
  }
  return found;
};
