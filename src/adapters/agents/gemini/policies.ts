import type { PermissionLevel } from '../../../domain/agent.ts';

const noPlanMode = `# Nobody is there who could leave plan mode again.
[[rule]]
toolName = ["enter_plan_mode", "exit_plan_mode"]
decision = "deny"
priority = 999
`;

const onlyReading = `
[[rule]]
toolName = ["write_file", "replace", "run_shell_command", "activate_skill", "save_memory"]
decision = "deny"
priority = 999
`;

/** Rules that no other rule overrides: what is forbidden at a level, whatever the user's own rules allow. */
export const forbidden = (level: PermissionLevel): string => (level === 'read' ? noPlanMode + onlyReading : noPlanMode);

/** A rule for the level `edit` that every rule of the user overrides: the work needs its tests to be run. */
export const commandsAllowed = `[[rule]]
toolName = "run_shell_command"
decision = "allow"
priority = 1
modes = ["autoEdit"]
allowRedirection = true
`;
