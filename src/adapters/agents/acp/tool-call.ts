import path from 'node:path';
import type { ToolCall, ToolCallUpdate } from '@agentclientprotocol/sdk';
import { fieldsOf, textOf } from '../fields.ts';

/** What is known of a tool call: what came first, and all that came later. */
export type KnownCall = Pick<
  ToolCallUpdate,
  'toolCallId' | 'kind' | 'title' | 'name' | 'locations' | 'content' | 'rawInput'
>;

/** A tool call with what is new about it. */
export const withNews = (known: KnownCall | undefined, news: ToolCall | ToolCallUpdate): KnownCall => ({
  toolCallId: news.toolCallId,
  kind: news.kind ?? known?.kind ?? null,
  title: news.title ?? known?.title ?? null,
  name: news.name ?? known?.name ?? null,
  locations: filled(news.locations) ?? known?.locations ?? null,
  content: filled(news.content) ?? known?.content ?? null,
  rawInput: Object.keys(fieldsOf(news.rawInput)).length > 0 ? news.rawInput : known?.rawInput,
});

const filled = <Item>(items: Item[] | null | undefined): Item[] | undefined =>
  items === null || items === undefined || items.length === 0 ? undefined : items;

/** Whether it changes files by its own account. */
export const changesFiles = ({ kind }: KnownCall): boolean => kind === 'edit' || kind === 'delete' || kind === 'move';

/** By what names agents call a path in what they hand to a tool. */
const pathNames =
  /^(?:(?:absolute|file|target|new|old|dir|source|destination)?_?(?:path|file|filename)|parent_?dir|directory|folder|from|to)$/i;

/** The files that it is about, as it names them, without doubles. */
export const pathsOf = ({ locations, content, rawInput }: KnownCall): readonly string[] => {
  const told = (locations ?? []).map((location) => location.path);
  const changed = (content ?? []).flatMap((item) => (item.type === 'diff' ? [item.path] : []));
  const given = Object.entries(fieldsOf(rawInput)).flatMap(([name, value]) =>
    pathNames.test(name) && textOf(value) !== '' && !textOf(value).includes('://') ? [textOf(value)] : [],
  );
  const seen = new Map([...told, ...changed, ...given].map((file) => [path.normalize(file), file]));
  return [...seen.values()];
};

/** Its name, and what it is about: a command, a file, or its own words. */
export const wordsOf = (call: KnownCall): { readonly name: string; readonly detail: string } => {
  const command = fieldsOf(call.rawInput).command;
  const said = Array.isArray(command) ? command.join(' ') : textOf(command);
  const name = call.name ?? call.kind ?? 'tool';
  return { name, detail: said || (pathsOf(call)[0] ?? call.title ?? '') };
};

/** What it says of its failure. */
export const failureOf = (update: ToolCall | ToolCallUpdate): string => {
  const texts = (update.content ?? []).flatMap((item) =>
    item.type === 'content' && item.content.type === 'text' ? [item.content.text] : [],
  );
  const raw = fieldsOf(update.rawOutput);
  return texts.join('\n') || textOf(raw.error) || textOf(raw.message) || textOf(update.rawOutput);
};
