import type { CommandSpec, OptionSpec } from './command-spec.ts';

const plan = {
  name: '[plan]',
  description: 'a path, @NAME (a part of the name), or @PLAN_X.md; may be left out where there is one plan',
};
const assume = {
  flags: '--assume <what>',
  values: ['none', 'scope'],
  description: 'what holds where nothing is said: none, or scope (what --scope says)',
};
const scope = {
  flags: '--scope <number>',
  values: ['1', '2', '3'],
  description: '1 inside an achievement, 2 inside priorities, 3 over the whole plan (default: as before, else 2)',
};
const batchOptions: readonly OptionSpec[] = [
  { flags: '--batch', description: 'make the documents of a whole level' },
  { flags: '--level <number>', description: 'this level instead of the next one' },
  { flags: '--achievement <id>', values: 'ids', description: 'one achievement only' },
  { flags: '--all', description: 'every achievement, level by level' },
  { flags: '--dry-run', description: 'show what would be made, and make nothing' },
  {
    flags: '--undo',
    description: 'take back what the last batch made and nobody has touched since; --dry-run shows it',
  },
  { flags: '-y, --yes', description: 'do not ask' },
];

const run = { name: '[run]', description: 'the id of a run, or its last four letters (default: the newest)' };
const runOutput: readonly OptionSpec[] = [
  { flags: '--auto-approve', description: 'approve on the branch of the run what a check has proved' },
  { flags: '--trust', description: 'allow for this call what the run may execute' },
  { flags: '--json-lines', description: 'one JSON object per event; the last line is what --json prints' },
  { flags: '--no-live', description: 'one line per event instead of the live view' },
  { flags: '--no-guard', hidden: true, description: 'leave programs alone when planloom is killed' },
];

const budgetFlags: readonly OptionSpec[] = [
  {
    flags: '--budget <limit>',
    description: 'what the run may cost in all: dollars (20), tokens (500ktokens), both (20,500ktokens) or none',
  },
  { flags: '--attempt-budget <limit>', description: 'what each attempt may cost; one that cost more is not repeated' },
  {
    flags: '--on-budget <what>',
    values: ['drain', 'stop'],
    description: 'when the budget is reached: drain (finish what runs) or stop (end it too) (default: drain)',
  },
];

const agent: OptionSpec = {
  flags: '--agent <executor>',
  description: 'who is asked: an executor of the configuration, or an agent such as claude or claude:haiku',
};
const trust: OptionSpec = {
  flags: '--trust',
  description: 'allow for this call what the configuration runs in order to ask',
};

/** Every command, in the order in which the help shows them. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'parse',
    group: 'See',
    summary: 'what a PLAN says, in its own words',
    description:
      'Reads a PLAN and prints its achievements: titles, goals, hours, deliverables, and the dependencies that the PLAN itself states. Problems go to stderr; the exit code is 0 whenever the text could be read.',
    args: [plan],
    options: [],
    examples: ['planloom parse @WEBHOOKS', 'planloom parse PLAN_WEBHOOKS.md --json'],
    load: () => import('./commands/parse.ts'),
  },
  {
    name: 'check',
    aliases: ['validate'],
    group: 'See',
    summary: 'every problem in plans, their documents and parallel.json files',
    description:
      'Shows each problem with its place, the line, and what to do. A PLAN is checked together with its documents and its parallel.json; a folder with everything below it. Documents that follow the methodology are held to its rules too. With --score it says how far a plan follows them, and what would raise the score; with --fix it mends what is mechanical: entries that the index lacks, statistics, file names. The exit code is 1 when there is an error, or a score below 75.',
    args: [
      {
        name: '[paths...]',
        description: 'PLANs, their documents, parallel.json files or folders; the workspace if left out',
      },
    ],
    options: [
      { flags: '--score', description: 'how far each plan follows the methodology, from 0 to 100' },
      { flags: '--fix', description: 'mend what is mechanical; shows the changes first, and asks' },
      { flags: '--dry-run', description: 'with --fix: only show the changes' },
      { flags: '-y, --yes', description: 'with --fix: do not ask' },
      { flags: '--explain <rule>', description: 'what a rule means, why, and how to mend what it finds' },
      { flags: '--watch', description: 'show it again after every change, until Ctrl-C' },
      {
        flags: '--format <format>',
        values: ['text', 'sarif'],
        description: 'text, or sarif for code hosts (default: text)',
      },
    ],
    examples: [
      'planloom check',
      'planloom check @WEBHOOKS --score',
      'planloom check @WEBHOOKS --fix --dry-run',
      'planloom check --explain plan-size',
      'planloom check --format sarif > findings.sarif',
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'graph',
    group: 'See',
    summary: 'the plan as a graph: levels, groups, critical path, saving',
    description:
      'Draws the dependency graph level by level, with what each achievement needs and what may run side by side.',
    args: [plan],
    options: [
      {
        flags: '--format <format>',
        values: ['text', 'mermaid', 'dot', 'svg', 'json'],
        description: 'text, mermaid, dot, svg or json (default: text)',
      },
      { flags: '--html <file>', description: 'write a page to look around in: zoom, search, what each edge rests on' },
      { flags: '--force', description: 'with --html: also over a file that planloom did not make' },
      scope,
      assume,
    ],
    examples: [
      'planloom graph @WEBHOOKS',
      'planloom graph @WEBHOOKS --format svg > graph.svg',
      'planloom graph @WEBHOOKS --html graph.html',
    ],
    load: () => import('./commands/graph.ts'),
  },
  {
    name: 'status',
    group: 'See',
    summary: 'what is done, ready, waiting and blocked, level by level',
    description:
      'Reads status from the files on disk: APPROVED, FIX and SKIPPED files, EXECUTION_TASKs and SUBPLANs. Marks in the PLAN never count; where they disagree with the files, that is said. The exit code is 0 when all is done, 1 when work is left.',
    args: [plan],
    options: [
      { flags: '--watch', description: 'show it again after every change, until Ctrl-C' },
      { flags: '--json-lines', description: 'with --watch: one JSON object per line, the whole status each time' },
      {
        flags: '--format <format>',
        values: ['table', 'markdown'],
        description: 'table or markdown (default: table)',
      },
    ],
    examples: ['planloom status @WEBHOOKS', 'planloom status @WEBHOOKS --format markdown'],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'next',
    group: 'See',
    summary: 'what can be worked on now, and the command for it',
    description:
      'Names the next actions, the most useful first. The exit code is 0 when there is something to do or all is done, 1 when everything left is blocked.',
    args: [plan],
    options: [],
    examples: ['planloom next @WEBHOOKS'],
    load: () => import('./commands/next.ts'),
  },
  {
    name: 'schedule',
    group: 'See',
    summary: 'who does what when, and how long it takes with so many executors',
    description:
      'Simulates a run by the estimates, with the conflicts of the plan and the pools of planloom.config.json: longest path to the end first, each achievement as soon as what it needs is done. Shows a Gantt chart, and beside it the lower bound, the time level by level and one by one, how many executors are enough, and what wrong estimates do. Takes a PLAN or a parallel.json by itself.',
    args: [{ name: '[plan]', description: `${plan.description}; or a parallel.json` }],
    options: [
      {
        flags: '--executors <number>',
        description: 'how many work at the same time (default: maxExecutors of planloom.config.json, else 5)',
      },
      { flags: '--improve [rounds]', description: 'look for a shorter schedule, forwards and backwards (8 rounds)' },
      { flags: '--remaining', description: 'only what is not done yet, by the files on disk' },
      {
        flags: '--default-hours <number>',
        description: 'hours of an achievement without an estimate (default: it takes no time)',
      },
      { flags: '--rounds <number>', description: 'rounds with wrong estimates (default: 200; 0 for none)' },
      { flags: '--seed <number>', description: 'another seed shows other wrong estimates (default: 1)' },
      { flags: '--format <format>', values: ['text', 'svg'], description: 'text or svg (default: text)' },
      { flags: '--svg <file>', description: 'write the chart as a picture' },
      { flags: '--force', description: 'with --svg: also over a file that planloom did not make' },
      scope,
      assume,
    ],
    examples: [
      'planloom schedule @WEBHOOKS --executors 3',
      'planloom schedule @WEBHOOKS --executors 3 --svg schedule.svg',
      'planloom schedule @WEBHOOKS --remaining --improve --json',
    ],
    load: () => import('./commands/schedule.ts'),
  },
  {
    name: 'explain',
    group: 'See',
    summary: 'why there is an edge between two achievements, or none',
    description:
      'Shows every line that makes one achievement wait for another, the path if it waits for others in between, and what was said but makes no edge. The exit code is 0 when one needs the other, 1 when neither does.',
    args: [plan, { name: '[ids...]', description: 'two achievement ids' }],
    options: [scope, assume],
    examples: ['planloom explain @WEBHOOKS 1.1 1.3'],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'init',
    group: 'Prepare',
    summary: 'make a workspace: folders, configuration, an example that runs',
    description:
      'Makes planloom.config.json with its schema, the folders that documents go to, and a small example plan that can be run at once, without an agent. Existing files stay as they are, so it can be called again. Where there is no git, the work of a run is done in copies of the folder.',
    args: [{ name: '[folder]', description: 'the folder (default: the current one); made where it does not exist' }],
    options: [
      { flags: '--no-example', description: 'no example plan' },
      { flags: '--dry-run', description: 'show what would be made, and make nothing' },
    ],
    examples: ['planloom init', 'planloom init shop --no-example'],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'new',
    group: 'Prepare',
    summary: 'make a document: PLAN, SUBPLAN, EXECUTION_TASK, GRAMMAPLAN or NORTH_STAR',
    description:
      'Makes one document from its template, filled with what the options say; what is left open is marked, and no file is ever overwritten. A PLAN goes to work-space/plans/<NAME>, a GRAMMAPLAN to work-space/grammaplans/<NAME>, a NORTH_STAR to work-space/north-stars; SUBPLAN and EXECUTION_TASK of one achievement go beside its plan. At a terminal it asks for what a PLAN, GRAMMAPLAN or NORTH_STAR needs: name, title, goal, and achievements with effort, needs and deliverables, or children; what an option gives is not asked, Enter leaves a field open, and the document is shown before it is written. Without a terminal, or with --yes, only the options count, and those that nobody gave are named. With --from an agent makes the PLAN: it breaks requirements into achievements with descriptions, effort, priority, dependencies and files; its answer is checked, shown as a graph, and written after asking you. The agent is the one that --agent names, else defaultExecutor of planloom.config.json, else the first that is ready. With --planner heuristic no model is asked: the plan follows from headings, lists and sentences of the requirements alone.',
    args: [
      { name: '[kind]', description: 'plan, subplan, execution, grammaplan or north-star' },
      {
        name: '[name]',
        description: 'the NAME of the document (for a PLAN, made from its title by default), or the plan',
      },
      { name: '[id]', description: 'subplan, execution: the achievement' },
    ],
    options: [
      { flags: '--title <words>', description: 'the title (default: the NAME)' },
      { flags: '--goal <words>', description: 'the goal in one sentence' },
      { flags: '--problem <words>', description: 'plan: what is wrong today' },
      { flags: '--author <name>', description: 'who writes it (default: as git knows it)' },
      { flags: '--achievement <words...>', description: 'plan: an achievement, as "1.1: Title"; may be repeated' },
      { flags: '--effort <words...>', description: 'plan: "1.1: 2-3h"' },
      { flags: '--needs <words...>', description: 'plan: what it depends on, "1.2: 1.1", or "1.1: none"' },
      { flags: '--deliverable <words...>', description: 'plan: "1.1: src/file.ts", or in words' },
      { flags: '--criterion <words...>', description: 'plan: "1.1: what must hold"; without an id: of the whole plan' },
      { flags: '--test <words...>', description: 'plan: "1.1: how it is tested"' },
      { flags: '--child <plan...>', description: 'grammaplan, north-star: a document below it; linked if it exists' },
      { flags: '--from <requirements>', description: 'plan: made from these, in words, as a file, or - for stdin' },
      { ...agent, description: `with --from: ${agent.description}` },
      {
        flags: '--planner <planner>',
        values: ['agent', 'heuristic'],
        description: 'with --from: agent, or heuristic, which asks no model (default: agent)',
      },
      { flags: '--answer <file>', description: 'with --from: take this answer of an agent, and ask nobody' },
      { flags: '--dry-run', description: 'show the document, and write nothing' },
      { flags: '-y, --yes', description: 'do not ask' },
      trust,
    ],
    examples: [
      'planloom new plan KIOSK --title "Ticket kiosk" --achievement "1.1: Tickets can be chosen"',
      'planloom new plan REMINDERS --from "A todo app with login, lists, reminders and search"',
      'planloom new --from requirements.md --agent claude',
      'planloom new --from requirements.md --planner heuristic --dry-run',
      'planloom new subplan @WEBHOOKS 1.1',
      'planloom new execution @WEBHOOKS 1.1',
      'planloom new grammaplan INTEGRATIONS --child WEBHOOKS --child MAIL',
      'planloom new north-star OPEN-PLATFORM --child INTEGRATIONS',
    ],
    load: () => import('./commands/new.ts'),
  },
  {
    name: 'discover',
    group: 'Prepare',
    summary: 'find the dependencies and write parallel.json',
    description:
      'Collects the evidence for every dependency from the PLAN and its SUBPLANs, adds what the scope assumes where nothing is said, and writes parallel.json beside the PLAN. What a person changed in that file stays. With --prompt it prints a prompt that asks a model for what the documents show but do not state; with --import it brings the answer in: each proposal is checked against the line that it cites, and overrules nothing that is stated. With --agent it puts the prompt to an agent itself, and shows what its answer changes. The exit code is 1 when the PLAN has an error, such as a dependency on an id that it does not have; the rest is still written.',
    args: [plan],
    options: [
      scope,
      assume,
      { flags: '--achievement <id>', values: 'ids', description: 'with --scope 1: the achievement to look into' },
      { flags: '--with-status', description: 'write a snapshot of the status too' },
      { flags: '--prompt', description: 'print the prompt that asks a model about this scope, and write nothing' },
      { flags: '--max-tokens <number>', description: 'with --prompt: its size, by estimate (default: 50000)' },
      { flags: '--import <file>', description: 'bring in the answer of a model; - reads stdin' },
      { ...agent, description: `put the prompt to an agent and bring in its answer; ${agent.description}` },
      { flags: '--dry-run', description: 'print what was found, and write nothing' },
      { flags: '-y, --yes', description: 'do not ask' },
      trust,
      { flags: '--parallel-upgrade', description: 'the same command under its earlier name', hidden: true },
    ],
    examples: [
      'planloom discover @WEBHOOKS',
      'planloom discover @WEBHOOKS --prompt > prompt.md',
      'planloom discover @WEBHOOKS --import answer.json',
      'planloom discover @WEBHOOKS --agent claude',
      'planloom @WEBHOOKS --parallel-upgrade --dry-run',
    ],
    load: () => import('./commands/discover.ts'),
  },
  {
    name: 'subplan',
    group: 'Prepare',
    summary: 'create the SUBPLANs of a level',
    description:
      'Creates a SUBPLAN for every ready achievement of the lowest level that lacks one, filled from the plan. Existing files are never touched.',
    args: [plan],
    options: batchOptions,
    examples: ['planloom subplan @WEBHOOKS --batch', 'planloom subplan @WEBHOOKS --batch --all --yes'],
    load: () => import('./commands/subplan.ts'),
  },
  {
    name: 'execution',
    group: 'Prepare',
    summary: 'create the EXECUTION_TASKs of a level',
    description:
      'Creates an EXECUTION_TASK for every ready achievement of the lowest level that lacks one. Each needs its own SUBPLAN first. Existing files are never touched.',
    args: [plan],
    options: batchOptions,
    examples: ['planloom execution @WEBHOOKS --batch', 'planloom execution @WEBHOOKS --batch --level 1 --dry-run'],
    load: () => import('./commands/execution.ts'),
  },
  {
    name: 'prompt',
    group: 'Prepare',
    summary: 'the prompt for a step of the work, with what its reader needs and no more',
    description:
      'Prints a prompt for an agent or a person. About an achievement: create-subplan, continue-subplan, design-execution, continue-execution, synthesise, review, fix. About the plan: pause, resume, verify, mid-plan, discovery. next is the one for the step that comes next. fill asks for everything that is open in many SUBPLANs and EXECUTION_TASKs at once, or with --plan in the PLAN; apply brings its answer into the documents, after asking you: only into parts that are still open, and into no document for which something in the answer does not fit. The length of a prompt is on stderr.',
    args: [
      { name: '[kind]', description: 'one of the kinds above, or apply' },
      plan,
      { name: '[ids...]', description: 'an achievement id; several for fill; for apply: the answer, or - for stdin' },
    ],
    options: [
      { flags: '--output <file>', description: 'write it to a file that is not there yet' },
      { flags: '--clipboard', description: 'put it on the clipboard' },
      {
        flags: '--max-tokens <number>',
        description: 'its size, by estimate (default: 25000; 50000 for discovery and fill)',
      },
      { flags: '--level <number>', description: 'with fill: the documents of this level' },
      { flags: '--plan', description: 'with fill: the PLAN itself' },
      scope,
      assume,
      { ...agent, description: `with fill: put it to an agent and bring in its answer; ${agent.description}` },
      { flags: '--dry-run', description: 'with apply and --agent: show what would be written, and write nothing' },
      { flags: '-y, --yes', description: 'with apply and --agent: do not ask' },
      trust,
    ],
    examples: [
      'planloom prompt next @WEBHOOKS',
      'planloom prompt review @WEBHOOKS 1.1 --output review-1.1.md',
      'planloom prompt discovery @WEBHOOKS --scope 3',
      'planloom prompt fill @WEBHOOKS --level 0 > fill.md',
      'planloom prompt fill @WEBHOOKS --plan',
      'planloom prompt apply @WEBHOOKS filled.md',
    ],
    load: () => import('./commands/prompt.ts'),
  },
  {
    name: 'review',
    group: 'Prepare',
    summary: 'have an agent judge finished work against its success criteria',
    description:
      'Shows an agent what was to be reached and what was done: the diff of the newest run that has merged it, else its deliverables on disk. What must be mended is written as a FIX, after asking you; where every criterion is met, the command that approves is shown. It never approves by itself. The exit code is 0 when approval is recommended, 1 when something must be mended.',
    args: [plan, { name: '[ids...]', description: 'an achievement id' }],
    options: [
      agent,
      { flags: '--dry-run', description: 'show the judgement, and write nothing' },
      { flags: '-y, --yes', description: 'do not ask' },
      trust,
    ],
    examples: [
      'planloom review @WEBHOOKS 1.1 --agent claude',
      'planloom review @WEBHOOKS 1.1 --agent codex --yes --json',
    ],
    load: () => import('./commands/review.ts'),
  },
  {
    name: 'approve',
    group: 'Prepare',
    summary: 'accept the work of an achievement',
    description:
      'Writes the APPROVED file of each achievement, with author, time and reason: on disk, or on the branch of a run, which brings it along when it is accepted.',
    args: [plan, { name: '[ids...]', description: 'achievement ids' }],
    options: [
      { flags: '--reason <text>', description: 'what was looked at' },
      { flags: '--force', description: 'also over an open FIX' },
      { flags: '--run <run>', description: 'on the branch of this run instead of on disk' },
    ],
    examples: ['planloom approve @WEBHOOKS 0.1 0.2 --reason "schema reviewed, migration run"'],
    load: () => import('./commands/approve.ts'),
  },
  {
    name: 'fix',
    group: 'Prepare',
    summary: 'send an achievement back with what must be mended',
    description:
      'Writes the FIX file of an achievement. It counts as failed, and blocks what depends on it, until its resolution is written.',
    args: [plan, { name: '[ids...]', description: 'achievement ids' }],
    options: [{ flags: '--reason <text>', description: 'what must be mended' }],
    examples: ['planloom fix @WEBHOOKS 1.1 --reason "a hanging endpoint holds up the queue"'],
    load: () => import('./commands/fix.ts'),
  },
  {
    name: 'skip',
    group: 'Prepare',
    summary: 'leave an achievement out; what depends on it may go on',
    description: 'Writes the SKIPPED file of an achievement. For what depends on it, it counts as done.',
    args: [plan, { name: '[ids...]', description: 'achievement ids' }],
    options: [{ flags: '--reason <text>', description: 'why it is left out' }],
    examples: ['planloom skip @WEBHOOKS 2.2 --reason "the monitoring team does it"'],
    load: () => import('./commands/skip.ts'),
  },
  {
    name: 'run',
    group: 'Run',
    summary: 'carry out the plan: several achievements at once, proved and merged into one branch',
    description:
      'Hands the achievements that are not done to the executors of planloom.config.json, each as soon as what it needs is there and each in a working tree of its own. What is proved by commit, deliverables and checks is merged into a branch of the run; your checkout is not touched. The first run shows what it would execute, and asks. The exit code is 0 when all succeeded, 1 when something is left, 130 when it was cancelled.',
    args: [{ name: '[plan]', description: `${plan.description}; or a parallel.json` }],
    options: [
      { flags: '--executor <name>', description: 'this executor for everything, whatever the configuration says' },
      {
        flags: '--max-executors <number>',
        description: 'how many work at the same time (default: configuration, preset, else 5 or what memory allows)',
      },
      {
        flags: '--review <agent>',
        description:
          'this agent judges what is proved by its success criteria before it is merged; not one of the authors',
      },
      { flags: '--level <number>', description: 'only the achievements of this level' },
      { flags: '--achievement <ids...>', values: 'ids', description: 'only these achievements' },
      { flags: '--barrier', description: 'level after level: one starts when the one before has ended' },
      {
        flags: '--from <start>',
        values: ['newest', 'head'],
        description: 'go on from the newest run that is not accepted, or from HEAD, without its work (default: newest)',
      },
      ...budgetFlags,
      { flags: '--dry-run', description: 'show what would be run, and start nothing' },
      {
        flags: '--show-prompt <id>',
        values: 'ids',
        description: 'print what an attempt at this achievement would get now, and start nothing',
      },
      { flags: '-y, --yes', description: 'do not ask whether to start' },
      ...runOutput,
    ],
    examples: [
      'planloom run @WEBHOOKS',
      'planloom run @WEBHOOKS --level 0 --max-executors 2',
      'planloom run @WEBHOOKS --budget 20 --attempt-budget 2',
      'planloom run parallel.json --executor script --yes --trust --json',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'resume',
    group: 'Run',
    summary: 'go on with a run that was stopped, under its own id',
    description:
      'Goes on where the run was: what is merged is not done again, what was at work is tried once more. What has failed is left alone unless --retry-failed asks for it. A budget that was reached has to be raised with --budget; what was spent before counts.',
    args: [run],
    options: [
      { flags: '--retry-failed', description: 'try again what failed or was in conflict, with what it blocked' },
      ...budgetFlags,
      { flags: '-y, --yes', hidden: true, description: 'nothing is asked but for trust, which --trust gives' },
      ...runOutput,
    ],
    examples: ['planloom resume', 'planloom resume 20260301-093000-k3f9 --retry-failed', 'planloom resume --budget 40'],
    load: () => import('./commands/resume.ts'),
  },
  {
    name: 'runs',
    group: 'Run',
    summary: 'the runs of this workspace: list, look at one, accept its work, steer it, clean up',
    description:
      'list shows all runs, newest first; show everything about one; accept brings its branch into the branch that you have checked out, and refuses where a file of yours is in the way. From another terminal, cancel ends a live run or single attempts of it, retry tries again what failed, skip leaves an achievement out, pause keeps new ones from starting, and continue lets them start again. clean removes the stores and working trees of ended runs, where nothing is lost with them, and says of the others why they stay.',
    args: [
      {
        name: '[action]',
        description: 'list, show, accept, clean, cancel, retry, skip, pause or continue (default: list)',
      },
      run,
      { name: '[achievements...]', description: 'which, for cancel, retry and skip; for clean: further runs' },
    ],
    options: [
      { flags: '--disk', description: 'with list: also what the working trees of each run take' },
      {
        flags: '--older-than <time>',
        description: 'with clean: only runs that ended at least this long ago, such as 12h or 7d',
      },
      { flags: '--force', description: 'with clean: even where something is lost, which is shown first' },
      { flags: '--journals', description: 'with clean: also the folders of runs that no later run needs' },
      { flags: '--dry-run', description: 'with clean: show what would be removed, and remove nothing' },
      { flags: '-y, --yes', description: 'do not ask' },
    ],
    examples: [
      'planloom runs list',
      'planloom runs show',
      'planloom runs accept 20260301-093000-k3f9',
      'planloom runs skip k3f9 1.2',
      'planloom runs clean --older-than 7d --dry-run',
    ],
    load: () => import('./commands/runs.ts'),
  },
  {
    name: 'logs',
    group: 'Run',
    summary: 'what happened in a run, or what an attempt printed',
    description:
      'Without an achievement: the log of the run, one line per event. With one: what its last attempt has printed, even while it works, and what its checks said. On a terminal only the last 200 lines are shown; elsewhere everything. Secrets are removed. With --follow the exit code is 0 when the end was seen, 1 when nobody works on the run any more although it has not ended, 130 after Ctrl-C.',
    args: [run, { name: '[achievement]', description: 'its id' }],
    options: [
      {
        flags: '-f, --follow',
        description:
          'show what comes until the run, or the achievement, has ended: every attempt, and of a run its events',
      },
      { flags: '--lines <number>', description: 'this many of the last lines (default: 200 on a terminal, else all)' },
      { flags: '--all', description: 'all lines, even on a terminal' },
      { flags: '--attempt <number>', description: 'this attempt instead of the last one' },
      { flags: '--json-lines', description: 'with --follow: one JSON object per line; the last is what --json prints' },
    ],
    examples: ['planloom logs', 'planloom logs k3f9 1.2', 'planloom logs --follow'],
    load: () => import('./commands/logs.ts'),
  },
  {
    name: 'costs',
    group: 'Run',
    summary: 'what a run has cost, in money and tokens',
    description:
      'Adds up what the attempts of a run reported of their cost, by level, achievement, model and executor, and says how many reported nothing. While something is left to do, it also says what that will cost, going by what was finished.',
    args: [run],
    options: [{ flags: '--all', description: 'all runs of this workspace, by run' }],
    examples: ['planloom costs', 'planloom costs k3f9', 'planloom costs --all'],
    load: () => import('./commands/costs.ts'),
  },
  {
    name: 'stats',
    group: 'Run',
    summary: 'how runs went, over all of them',
    description:
      'Counts over the journals of all runs of this workspace: outcomes of runs and attempts, retries, how long each executor takes, time saved, conflicts, checks, and the achievements that failed most.',
    args: [],
    options: [],
    examples: ['planloom stats', 'planloom stats --json'],
    load: () => import('./commands/stats.ts'),
  },
  {
    name: 'menu',
    group: 'Serve',
    summary: 'a session on the terminal: where a plan stands, what can be done, and doing it',
    description:
      'Shows where a plan stands and what is recommended, and lets you choose: documents of the next level, open parts, the prompt for the next step, a run, a decision, the graph, another plan. Every entry shows the command that does the same, and does it through that command; what makes no sense now says why. Afterwards everything is read again. Arrows or j and k move, Enter chooses, so does the key of an entry; Esc goes back, r reads everything again, h shows this help, q leaves, and Ctrl-C leaves at any time. Without a terminal, use next.',
    args: [plan],
    options: [],
    examples: ['planloom menu @WEBHOOKS'],
    load: () => import('./commands/menu.ts'),
  },
  {
    name: 'doctor',
    group: 'Serve',
    summary: 'which agents are installed and ready, and what is missing',
    description:
      'Looks for the programs of the agents, asks each for its version, and looks whether there is a login or a key: none of that costs anything. With --test, one small call is made to an agent, which may cost a fraction of a cent; the exit code is 1 when that fails. Without it the exit code is 0, or 1 where git is missing.',
    args: [],
    options: [
      {
        flags: '--test <agent>',
        values: ['claude', 'codex', 'gemini', 'opencode', 'copilot', 'api'],
        description: 'make one small call: an agent or an executor, with a model after a colon (claude:haiku)',
      },
      { flags: '--trust', description: 'with --test: allow for this call what the configuration would execute' },
    ],
    examples: ['planloom doctor', 'planloom doctor --json', 'planloom doctor --test claude'],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'completion',
    group: 'Serve',
    summary: 'completion of commands, plans and ids for your shell',
    description:
      'Prints the script that teaches a shell to complete planloom: commands, options, plans, achievement ids and formats.',
    args: [{ name: '<shell>', description: 'bash, zsh or fish' }],
    options: [],
    examples: [
      'planloom completion bash > ~/.local/share/bash-completion/completions/planloom',
      'planloom completion zsh > ~/.zfunc/_planloom',
      'planloom completion fish > ~/.config/fish/completions/planloom.fish',
    ],
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'complete',
    hidden: true,
    group: 'Serve',
    summary: 'what could come next on a command line',
    description: 'Answers the scripts of planloom completion: one candidate per line, with a tab before what it means.',
    args: [{ name: '[words...]', description: 'the words after planloom; the last one is the one to complete' }],
    options: [],
    examples: ['planloom complete -- status @'],
    load: () => import('./commands/complete.ts'),
  },
];
