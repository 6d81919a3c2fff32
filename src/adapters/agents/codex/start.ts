import path from 'node:path';
import type { AgentCommand, AgentStart } from '../agent-adapter.ts';

const sandboxes = { read: 'read-only', edit: 'workspace-write', full: 'danger-full-access' } as const;

/**
 * What makes its log tell what its events do not: the tokens and the model of every call, and what the sandbox has refused.
 * The first word is what it logs by itself.
 */
const log = 'error,codex_sandboxing::violation=warn,codex_otel.trace_safe=info';

/** The command line of Codex for an attempt. What it is told holds before what its own configuration says. */
export const codexStart = (start: AgentStart): AgentCommand => {
  const { program, folder, permissions, model, resume, repositoryConfig, args } = start;
  return {
    command: [
      program,
      'exec',
      '--json',
      ...['--color', 'never'],
      '--skip-git-repo-check',
      ...['-C', folder],
      ...['-s', sandboxes[permissions]],
      ...(permissions === 'edit' ? commitArgs(start) : []),
      ...settings(start).flatMap((setting) => ['-c', setting]),
      // Its own trust in hooks is by their path, which is a new one for every attempt.
      ...(repositoryConfig === 'trusted' ? ['--dangerously-bypass-hook-trust'] : []),
      ...(model === null ? [] : ['-m', model]),
      ...args,
      ...(resume === null ? [] : ['resume', resume]),
      '-',
    ],
    env: { RUST_LOG: log },
    files: [],
    session: resume,
  };
};

/**
 * Its sandbox keeps `.git` from being written to, and so from commits, unless it is named. It is named in a clone of ours
 * alone: in a repository of the user's, what is written there (hooks, configuration) would be executed outside of it.
 */
const commitArgs = ({ folder, privateFolder }: AgentStart): readonly string[] => {
  const beside = path.dirname(privateFolder);
  const attempt = path.dirname(beside);
  const [top = ''] = path.relative(attempt, folder).split(path.sep);
  const isOurs = top !== '' && top !== '..' && !path.isAbsolute(top) && path.join(attempt, top) !== beside;
  return isOurs ? ['--add-dir', path.join(attempt, top, '.git')] : [];
};

const settings = ({ folder, repositoryConfig }: AgentStart): readonly string[] => [
  'approval_policy="never"',
  'check_for_update_on_startup=false',
  'analytics.enabled=false',
  // Else it asks GitHub for a list of plugins at every start.
  'features.plugins=false',
  // Else it waits for ever where no connection can be made. All other retries end by themselves, within half a minute.
  'features.unbounded_connection_retries=false',
  // What the log is to tell is none of the business of the commands that the agent runs.
  'shell_environment_policy.set.RUST_LOG=""',
  `projects={${trust(folder, repositoryConfig)}}`,
];

/**
 * Whose `.codex` counts: that of the folder and, up to the root of the repository, those of the folders above it. The user
 * may have trusted any of them. A table in the place of a dotted key, since paths may have dots.
 */
const trust = (folder: string, repositoryConfig: AgentStart['repositoryConfig']): string =>
  repositoryConfig === 'trusted'
    ? trustLevel(folder, 'trusted')
    : withParents(folder)
        .map((one) => trustLevel(one, 'untrusted'))
        .join(',');

const trustLevel = (folder: string, level: string): string => `${JSON.stringify(folder)}={trust_level="${level}"}`;

const withParents = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
};
