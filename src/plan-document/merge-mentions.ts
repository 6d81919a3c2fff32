import type { AchievementId } from '../domain/ids.ts';
import type { Estimate, ParsedAchievement } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { Status } from '../domain/status.ts';
import { isAscii } from './characters.ts';
import { plainWords } from './decoration.ts';
import type { PlacedMention, Standing } from './placed-mention.ts';
import { readContent } from './read-section.ts';

/** An achievement made of all that mentions it, and where these do not agree. */
interface MergedAchievement {
  readonly achievement: ParsedAchievement;
  readonly problems: readonly Problem[];
}

const rank: Readonly<Record<Standing, number>> = { detail: 0, index: 1, tracking: 2 };

/** Merges the mentions of one id. `all` holds at least one that defines it. */
export const mergeMentions = (file: string, id: AchievementId, all: readonly PlacedMention[]): MergedAchievement => {
  const ordered = [...all].sort((a, b) => rank[a.standing] - rank[b.standing]);
  const definitions = ordered.filter((one) => one.defines);
  const details = definitions.filter((one) => one.standing === 'detail');
  const indexed = definitions.find((one) => one.standing === 'index');
  const detail = details[0];
  const first = detail ?? definitions[0] ?? ordered[0];
  if (first === undefined) throw new Error(`Internal error: achievement ${id} without a mention`);
  const named = ordered.filter((one) => one.mention.ids.length === 1);
  const said = <T>(read: (one: PlacedMention) => T | null): T | null => {
    for (const one of named) {
      const value = read(one);
      if (value !== null) return value;
    }
    return null;
  };
  const content = readContent((detail ?? indexed ?? first).section);
  const achievement: ParsedAchievement = {
    id,
    title: said((one) => (one.mention.title === '' ? null : one.mention.title)) ?? '',
    severity: said((one) => (one.standing === 'tracking' ? null : severityOf(one))),
    priority: said((one) => (one.standing === 'tracking' ? null : (one.mention.priority ?? one.section.priority))),
    goal: content.goal,
    estimate: said(estimateIn),
    documentStatus: statusIn(ordered),
    deliverables: content.deliverables,
    successCriteria: content.successCriteria,
    tests: content.tests,
    validationScript: content.validationScript,
    ...(content.wishes === undefined ? {} : { wishes: content.wishes }),
    position: first.mention.position,
    indexPosition: indexed?.mention.position ?? null,
    section: sectionOf(detail ?? (first.bodyLength > 0 ? first : undefined)),
  };
  // Where two achievements share an id, that they differ is not what is wrong.
  const twice = duplicates(file, id, details, definitions);
  return { achievement, problems: twice.length > 0 ? twice : differences(file, id, named) };
};

const sectionOf = (one: PlacedMention | undefined): ParsedAchievement['section'] => {
  if (one === undefined) return null;
  const from = one.mention.position.line;
  return { from, to: Math.max(from, one.lastLine) };
};

const severityOf = (one: PlacedMention): string | null => one.mention.severity ?? one.section.severity;
/** The estimates that count for an achievement, the first before the others. A total below an index is that of the index. */
const estimatesIn = ({ standing, defines, section, mention }: PlacedMention): readonly Estimate[] => {
  if (standing === 'tracking' && !defines) return [];
  const all =
    standing === 'index'
      ? [mention.estimate ?? section.estimate]
      : [section.estimate, mention.estimate ?? section.total];
  return all.filter((estimate) => estimate !== null);
};
const estimateIn = (one: PlacedMention): Estimate | null => estimatesIn(one)[0] ?? null;
const ownStatus = (one: PlacedMention): Status | null => {
  if (one.standing === 'tracking' && one.mention.where.role === 'none' && !one.mention.boxed) return null;
  return one.mention.status ?? one.section.status;
};

const statusIn = (ordered: readonly PlacedMention[]): Status | null => {
  for (const one of ordered) {
    const status = ownStatus(one);
    if (status !== null) return status;
  }
  if (ordered.some((one) => one.mention.open)) return 'not_started';
  for (const one of ordered) {
    if (one.mention.where.groupStatus !== null) return one.mention.where.groupStatus;
  }
  return null;
};

const at = (file: string, one: PlacedMention): Problem['at'] => ({ file, ...one.mention.position });

const duplicates = (
  file: string,
  id: AchievementId,
  details: readonly PlacedMention[],
  definitions: readonly PlacedMention[],
): readonly Problem[] => {
  const [first, second] = details.length > 1 ? details : twiceInOneList(definitions);
  if (first === undefined || second === undefined) return [];
  return [
    {
      rule: 'duplicate-achievement',
      severity: 'error',
      at: at(file, second),
      message: `Achievement ${id} is defined twice: "${first.mention.title}" on line ${first.mention.position.line} and "${second.mention.title}" here.`,
      advice: 'Give one of them an id of its own.',
      related: [{ at: at(file, first), message: `The first definition of ${id}.` }],
    },
  ];
};

/** Two lines of one list with the same id and other titles: a slip of the pen that would lose one of them. */
const twiceInOneList = (definitions: readonly PlacedMention[]): readonly PlacedMention[] => {
  if (definitions.length < 2) return [];
  const firstOfList = new Map<string, { readonly one: PlacedMention; readonly words: string }>();
  for (const one of definitions) {
    const list = `${one.mention.form} ${one.mention.where.under}`;
    const first = firstOfList.get(list);
    const words = sameWords(one.mention.title);
    if (first === undefined) firstOfList.set(list, { one, words });
    else if (first.words !== words) return [first.one, one].sort((a, b) => a.mention.block - b.mention.block);
  }
  return [];
};

const betweenWords = /[^a-z\d]+/g;
const betweenUnicodeWords = /[^\p{L}\p{N}]+/gu;

const sameWords = (title: string): string => {
  const words = plainWords(title)
    .toLowerCase()
    .replace(/\s*\([^)]*\)$/, '');
  return words.replace(isAscii(words) ? betweenWords : betweenUnicodeWords, ' ').trim();
};
const sameHours = (a: Estimate, b: Estimate): boolean => a.minHours === b.minHours && a.maxHours === b.maxHours;
const hours = (estimate: Estimate): string =>
  estimate.minHours === estimate.maxHours ? `${estimate.minHours} h` : `${estimate.minHours}-${estimate.maxHours} h`;

/** A shorter form of a title ("Stable ids" for "Stable ids implemented") says nothing else. */
const isShortening = (a: string, b: string): boolean => {
  if (a === b) return true;
  const longer = new Set(a.split(' '));
  const shorter = new Set(b.split(' '));
  return [...longer].every((word) => shorter.has(word)) || [...shorter].every((word) => longer.has(word));
};

const differences = (file: string, id: AchievementId, named: readonly PlacedMention[]): readonly Problem[] => {
  const problems: Problem[] = [];
  const differ = (what: string, rule: string, a: PlacedMention, b: PlacedMention, one: string, other: string): void => {
    problems.push({
      rule,
      severity: 'warning',
      at: at(file, a),
      message: `The ${what} of achievement ${id} is "${one}" here and "${other}" on line ${b.mention.position.line}.`,
      advice: 'The section counts before the index, the index before progress lists; make them agree.',
      related: [{ at: at(file, b), message: `The other ${what}.` }],
    });
  };
  // Progress lists shorten titles, tell what came of them ("Doors named" for "Name doors") or remark something.
  const titled = named.filter((one) => one.mention.title !== '' && one.standing !== 'tracking');
  const [title] = titled;
  const words = title === undefined || titled.length < 2 ? '' : sameWords(title.mention.title);
  const otherTitle = titled.find((one) => one !== title && !isShortening(words, sameWords(one.mention.title)));
  if (title !== undefined && otherTitle !== undefined)
    differ('title', 'title-differs', title, otherTitle, title.mention.title, otherTitle.mention.title);
  const estimates = named.flatMap((one) => estimatesIn(one).map((value) => ({ one, value })));
  const [estimate] = estimates;
  const otherEstimate = estimates.find(({ value }) => estimate !== undefined && !sameHours(value, estimate.value));
  if (estimate !== undefined && otherEstimate !== undefined)
    differ(
      'effort',
      'estimate-differs',
      estimate.one,
      otherEstimate.one,
      hours(estimate.value),
      hours(otherEstimate.value),
    );
  const claims = named.flatMap((one) => {
    const status = ownStatus(one);
    return status === null ? [] : [{ one, status }];
  });
  const [claim] = claims;
  const otherClaim = claims.find(({ status }) => status !== claim?.status);
  if (claim !== undefined && otherClaim !== undefined)
    differ('status', 'status-differs', claim.one, otherClaim.one, claim.status, otherClaim.status);
  return problems;
};
