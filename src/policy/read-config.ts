import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { noConfig } from './config.ts';
import type { Config } from './config.ts';
import { ConfigValue } from './config-value.ts';
import { ExecutorNames } from './executor-names.ts';
import type { LocatedJson } from './located-json.ts';
import { presetNames } from './preset-name.ts';
import { poolPresets } from './pool-presets.ts';
import { readAchievements } from './read-achievements.ts';
import { readBranchPrefix } from './read-branch-prefix.ts';
import { readBudget } from './read-budget.ts';
import { readCheck } from './read-check.ts';
import { readDocumentCheck } from './read-document-check.ts';
import { readExecutors } from './read-executors.ts';
import { commonRuleKeys, readCommonRules } from './read-node-rules.ts';
import { readPools } from './read-pools.ts';
import { readWorktree } from './read-worktree.ts';

const known = ['$schema', 'maxExecutors', 'pools', 'executors', 'worktree', 'preset', 'defaultExecutor', 'checks'];
const alsoKnown = [...commonRuleKeys, 'check', 'achievements', 'routing', 'budget', 'branchPrefix'];
/** They say where things are written and whom to trust: a file that came with a repository may not. */
const personal = ['worktreeRoot', 'hosts', 'tokens'];

/**
 * Reads the configuration of a workspace. Fails with all problems, in the order of the file, if one of them leaves a
 * value unknown. A key that is not known is a warning: a newer planloom may know it.
 */
export const readConfig = (document: LocatedJson): Result<Config> => {
  const problems: Problem[] = [];
  const read = readKeys(new ConfigValue(document, problems, document.value));
  problems.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0));
  return hasErrors(problems) ? fail(problems) : ok({ ...read, problems });
};

const readKeys = (file: ConfigValue): Config => {
  if (!file.isObject(null, 'Write { } around its keys.')) return noConfig;
  file.warnOfUnknown([...known, ...alsoKnown], personal);
  for (const key of personal.filter((one) => !file.at(one).isAbsent)) {
    const message = `"${key}" does not count here: it comes from your own configuration only.`;
    file.at(key).warnOfKey('misplaced-key', message, 'Remove it from this file.');
  }
  const executors = readExecutors(file.at('executors'));
  const names = new ExecutorNames(
    file
      .at('executors')
      .entries()
      .map(([name]) => name),
    executors,
  );
  const preset = file.at('preset').choice(presetNames);
  const pools = readPools(file.at('pools'), names);
  const routing = file.at('routing').choice(['keywords', 'off']) ?? noConfig.routing;
  const said = file
    .at('pools')
    .entries()
    .map(([name]) => name);
  const usualPools = Object.keys(poolPresets({ preset, routing }));
  const poolNames = [...new Set(['default', ...usualPools, ...said])];
  return {
    maxExecutors: file.at('maxExecutors').number({ least: 1, whole: true }),
    pools: pools.slots,
    poolRules: pools.rules,
    preset,
    executors,
    defaultExecutor: names.read(file.at('defaultExecutor')),
    checks:
      file
        .at('checks')
        .list()
        ?.flatMap((check) => readCheck(check) ?? []) ?? noConfig.checks,
    check: readDocumentCheck(file.at('check')),
    worktree: readWorktree(file.at('worktree')),
    rules: readCommonRules(file),
    achievements: readAchievements(file.at('achievements'), names, poolNames),
    routing,
    budget: readBudget(file.at('budget')),
    branchPrefix: readBranchPrefix(file.at('branchPrefix')) ?? noConfig.branchPrefix,
    problems: [],
  };
};
