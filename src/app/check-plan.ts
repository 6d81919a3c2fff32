import type { Discovery } from '../discovery/discovery.ts';
import { compareIds } from '../domain/ids.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { methodologyProblems } from '../methodology/methodology-problems.ts';
import type { Subject } from '../methodology/subject.ts';
import type { DocumentCheckConfig } from '../policy/config.ts';
import { assembleFrom, discoverOnDisk } from './assemble-plan.ts';
import { planSubject } from './check-subject.ts';
import type { CheckSurroundings } from './check-surroundings.ts';
import type { PlanOnDisk } from './read-plan.ts';
import { openPartProblems } from './open-part-problems.ts';
import { reportStatus } from './report-status.ts';
import { staleBlocks } from './stale-blocks.ts';
import { uniqueProblems } from './unique-problems.ts';

/** What is wrong with a plan, and what the rules of the methodology have looked at. */
export interface CheckedPlan {
  readonly problems: readonly Problem[];
  readonly subject: Subject;
}

/** Checks a plan and what lies on disk for it. */
export const checkPlan = async (disk: PlanOnDisk, surroundings: CheckSurroundings): Promise<CheckedPlan> => {
  const discovery = discoverOnDisk(disk);
  const problems: Problem[] = [
    ...disk.problems,
    ...discovery.problems,
    ...contradictions(discovery),
    ...(disk.parallel?.problems ?? []),
    ...(disk.parallel?.value ? parallelAgainstPlan(disk.parallel.value, discovery) : []),
  ];
  const assembled = assembleFrom(disk, discovery);
  const report = assembled.ok ? await reportStatus(assembled.value) : null;
  if (assembled.ok && report !== null) {
    problems.push(...report.mismatches, ...report.problems, ...(await staleBlocks(assembled.value, report)));
  }
  const subject = await planSubject(disk, report, surroundings);
  // Also a SUBPLAN that belongs to no achievement.
  const subplans = disk.subplans.map(({ file }) => ({ file, text: disk.sources.get(file) ?? '' }));
  const others = subject.documents.filter(({ tier }) => tier !== 'subplan');
  problems.push(...openPartProblems([...others, ...subplans]), ...methodologyProblems(subject));
  return { problems: withoutOff(uniqueProblems(problems), subject.config), subject };
};

/** Without warnings and remarks that the configuration switches off; an error stands. */
export const withoutOff = (problems: readonly Problem[], { off }: DocumentCheckConfig): readonly Problem[] => {
  const rules = new Set(off.map(({ rule }) => rule));
  return problems.filter(({ rule, severity }) => severity === 'error' || !rules.has(rule));
};

/** At a place that states the dependency, with those that deny it, then those that state it too. */
const contradictions = ({ file, achievements, contradictions: found }: Discovery): readonly Problem[] => {
  const rows = new Map(achievements.map(({ id, dependencies }) => [id, dependencies]));
  const keyOf = (place: Evidence): string => `${place.kind} ${place.file}:${place.line}`;
  const at = ({ file: of, line, column }: Evidence): Place => ({ file: of, line, column });
  return found.map(({ a, b, message, places }): Problem => {
    const edges = [
      ...(rows.get(a) ?? []).filter(({ on }) => on === b),
      ...(rows.get(b) ?? []).filter(({ on }) => on === a),
    ];
    const stating = new Set(edges.flatMap(({ evidence }) => evidence.map(keyOf)));
    const [first, ...others] = places.filter((place) => stating.has(keyOf(place)));
    const against = places.filter((place) => !stating.has(keyOf(place)));
    return {
      rule: 'contradiction',
      severity: 'warning',
      at: first === undefined ? { file } : at(first),
      message,
      advice: 'The dependency stands until one of the places is changed.',
      related: [
        ...against.map((place) => ({ at: at(place), message: 'This place speaks against it.' })),
        ...others.map((place) => ({ at: at(place), message: 'This place states it too.' })),
      ],
    };
  });
};

/** What parallel.json and the documents do not agree on. */
const parallelAgainstPlan = (file: ParallelFile, discovery: Discovery): readonly Problem[] => {
  if (file.scope === 1) return [];
  const inFile = new Map(file.achievements.map((one) => [one.id, one]));
  const inPlan = new Map(discovery.achievements.map((one) => [one.id, one]));
  const strangers = file.achievements.filter(({ id }) => !inPlan.has(id));
  const missing = [...inPlan.keys()].filter((id) => !inFile.has(id));
  const stale = discovery.achievements.filter(({ id, dependencies }) => {
    const there = inFile.get(id);
    if (there === undefined || !file.recordsEvidence) return false;
    const listed = there.dependencies.map(({ on }) => on).sort(compareIds);
    return listed.join(' ') !== dependencies.map(({ on }) => on).join(' ');
  });
  return [
    ...strangers.map(({ id, at }): Problem => ({
      rule: 'unknown-achievement',
      severity: 'warning',
      at,
      message: `The plan has no achievement ${id}.`,
      advice: 'Remove it, or put it back into the plan.',
    })),
    ...(missing.length === 0
      ? []
      : [
          outOfDate(
            file,
            `${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ' and others' : ''} of the plan ${missing.length === 1 ? 'is' : 'are'} missing here.`,
          ),
        ]),
    ...(stale.length === 0
      ? []
      : [
          outOfDate(
            file,
            `The dependencies of ${stale
              .slice(0, 8)
              .map(({ id }) => id)
              .join(', ')}${stale.length > 8 ? ' and others' : ''} are not what the documents say now.`,
          ),
        ]),
  ];
};

const outOfDate = ({ file }: ParallelFile, message: string): Problem => ({
  rule: 'out-of-date',
  severity: 'warning',
  at: { file },
  message,
  advice: 'Run planloom discover; what people changed by hand is kept.',
});
