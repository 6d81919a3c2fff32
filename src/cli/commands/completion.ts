import type { CommandRun } from '../command-spec.ts';
import { printJson, refuse, usageProblem } from '../print.ts';

// Each script hands the words over and shows what comes back; where nothing comes back, the shell completes files.

const bash = `# planloom completion for bash
_planloom() {
  local line="\${COMP_LINE:0:COMP_POINT}" word candidate
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  word="\${words[-1]}"
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    # bash takes @ and : for ends of words, and wants only what comes after them.
    case $word in
      *@*) [[ $COMP_WORDBREAKS == *@* ]] && candidate="\${candidate#*@}" ;;
    esac
    [[ -n $candidate ]] && COMPREPLY+=("$candidate")
  done < <(planloom complete -- "\${words[@]:1}" 2> /dev/null)
}
complete -o default -o nosort -F _planloom planloom
`;

const zsh = `#compdef planloom
# planloom completion for zsh
_planloom() {
  local -a answers values
  local answer
  answers=("\${(@f)$(planloom complete -- "\${(@)words[2,CURRENT]}" 2> /dev/null)}")
  for answer in $answers; do
    [[ -n $answer ]] && values+=("\${answer%%$'\\t'*}")
  done
  if (( \${#values} )); then
    compadd -V planloom -- $values
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _planloom "$@"
else
  compdef _planloom planloom
fi
`;

const fish = `# planloom completion for fish
function __planloom_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l answers (planloom complete -- $before[2..] "$current" 2> /dev/null)
    if test (count $answers) -gt 0
        printf '%s\\n' $answers
    else
        __fish_complete_path "$current"
    end
end
complete -c planloom -f -k -a '(__planloom_complete)'
`;

const scripts: Readonly<Record<string, string>> = { bash, zsh, fish };

export const run: CommandRun = (call) => {
  const shell = call.args[0] ?? '';
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    return refuse(call, [usageProblem(`There is no completion for ${shell}.`, 'Give bash, zsh or fish.')]);
  }
  if (call.options.json === true) printJson(call, 'completion', { shell, script });
  else call.world.terminal.out(script);
  return Promise.resolve(0);
};
