/**
 * Gemini CLI finds a session by its id only from the folder in which it began, and every attempt has a folder of its own:
 * so its file is looked for, which may be taken up from anywhere. Of several with this id the largest is the whole one.
 */
const script = `file=$(ls -S "\${GEMINI_CLI_HOME:-$HOME}"/.gemini/tmp/*/chats/session-*-"$1".jsonl 2>/dev/null | head -n 1)
if [ -z "$file" ]; then echo "Error resuming session: there is no file of session $1" >&2; exit 42; fi
shift
exec "$@" --session-file "$file"`;

/** The command that takes up a session, from what starts a new one; of an id, its first eight characters count. */
export const resumeCommand = (session: string, command: readonly string[]): [string, ...string[]] => [
  'sh',
  '-c',
  script,
  'resume',
  session.slice(0, 8),
  ...command,
];
