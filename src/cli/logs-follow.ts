import { followLog } from '../app/run/follow-log.ts';
import type { LogEnd, LogNews } from '../app/run/follow-log.ts';
import type { FoundRun } from '../app/run/find-run.ts';
import type { Root } from '../app/open-plan.ts';
import { nodeOfRun, readRunLog } from '../app/run/read-run-log.ts';
import type { RunAdapters } from '../app/run/run-adapters.ts';
import type { NodeId } from '../domain/run.ts';
import type { RunState } from '../journal/run-state.ts';
import { runEventJson } from '../reporting/run/render-run-event.ts';
import { logNewsText } from '../reporting/run/log-news-text.ts';
import { jsonLine } from '../text/json-line.ts';
import type { Call } from './command-spec.ts';
import { printJson, refuse, schemaVersion } from './print.ts';

const exitCodes: Readonly<Record<LogEnd, number>> = { ended: 0, left: 1, stopped: 130 };

/** `planloom logs --follow`: shows what a run or a node prints until it ends, nobody works on it, or the user has enough. */
export const logsFollow = async (
  call: Call,
  root: Root,
  adapters: RunAdapters,
  found: FoundRun,
  name: string | undefined,
  lines: number | null,
): Promise<number> => {
  const { world, options } = call;
  const { terminal } = world;
  const node = name === undefined ? null : nodeOfRun(found.state, name);
  if (node?.ok === false) return refuse(call, node.error);
  const id = node === null ? null : node.value.node.id;
  const { runId } = found.state;
  const isJson = options.json === true || options.jsonLines === true;
  const tell = (news: LogNews): void => {
    if (options.jsonLines === true) terminal.out(jsonLine(newsJson(news)));
    if (isJson) return;
    const { out, err } = logNewsText(news, id === null, terminal.look);
    if (out !== '') terminal.out(out);
    if (err !== '' && options.quiet !== true) terminal.err(err);
  };
  const stop = new AbortController();
  void world.interrupted().then(() => stop.abort());
  const { end, state } = await followLog(root.runs, adapters, { runId, node: id, lines }, stop.signal, tell);
  if (isJson) {
    const log = readRunLog({ ...found, state: state ?? found.state }, adapters, name, undefined);
    printJson(call, 'log', { runId, ...(log.ok ? log.value : { node: id, attempt: null, text: '', checks: '' }), end });
  } else if (options.quiet !== true) terminal.err(endText(end, state ?? found.state, id));
  return exitCodes[end];
};

const endText = (end: LogEnd, state: RunState, id: NodeId | null): string => {
  const { runId, outcome, nodes } = state;
  if (end === 'stopped') return '';
  if (end === 'left') return `Nobody works on the run ${runId} any more. To go on with it: planloom resume ${runId}\n`;
  if (id === null) return `The run ${runId} has ended: ${outcome ?? ''}.\n`;
  return `${id} in the run ${runId}: ${nodes.get(id)?.state.replaceAll('_', ' ') ?? ''}.\n`;
};

const newsJson = (news: LogNews): Readonly<Record<string, unknown>> => {
  if (news.kind === 'event') return { schemaVersion, kind: 'run-event', ...runEventJson(news.entry) };
  const { kind, ...fields } = news;
  return { schemaVersion, kind: `log-${kind.replace('_', '-')}`, ...fields };
};
