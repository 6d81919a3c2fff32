import type { DocumentCheckConfig } from '../policy/config.ts';
import type { Rule } from './rule.ts';
import { archiveLocation } from './rules/archive-location.ts';
import { brokenLink } from './rules/broken-link.ts';
import { contradictingFeedback } from './rules/contradicting-feedback.ts';
import { documentName } from './rules/document-name.ts';
import { documentStatus } from './rules/document-status.ts';
import { emptyFeedback } from './rules/empty-feedback.ts';
import { executionTaskSections } from './rules/execution-task-sections.ts';
import { executionTaskSize } from './rules/execution-task-size.ts';
import { executionWithoutSubplan } from './rules/execution-without-subplan.ts';
import { feedbackName } from './rules/feedback-name.ts';
import { feedbackPlace } from './rules/feedback-place.ts';
import { grammaplanSections } from './rules/grammaplan-sections.ts';
import { grammaplanSize } from './rules/grammaplan-size.ts';
import { indexMissingEntry } from './rules/index-missing-entry.ts';
import { indexWithoutSection } from './rules/index-without-section.ts';
import { missingExecution } from './rules/missing-execution.ts';
import { missingTestFile } from './rules/missing-test-file.ts';
import { northStarSections } from './rules/north-star-sections.ts';
import { northStarSize } from './rules/north-star-size.ts';
import { parentReference } from './rules/parent-reference.ts';
import { planEffort } from './rules/plan-effort.ts';
import { planSections } from './rules/plan-sections.ts';
import { planSize } from './rules/plan-size.ts';
import { planStatus } from './rules/plan-status.ts';
import { relatedPlan } from './rules/related-plan.ts';
import { statisticsDiffer } from './rules/statistics-differ.ts';
import { subplanSections } from './rules/subplan-sections.ts';
import { subplanSize } from './rules/subplan-size.ts';
import { unplannedExecution } from './rules/unplanned-execution.ts';
import { unregisteredSubplan } from './rules/unregistered-subplan.ts';

/** Every rule of the methodology, in the order of their pages. */
export const rules: readonly Rule[] = [
  planSize,
  subplanSize,
  executionTaskSize,
  grammaplanSize,
  northStarSize,
  planEffort,
  planSections,
  subplanSections,
  executionTaskSections,
  grammaplanSections,
  northStarSections,
  indexMissingEntry,
  indexWithoutSection,
  documentName,
  brokenLink,
  parentReference,
  relatedPlan,
  executionWithoutSubplan,
  unregisteredSubplan,
  unplannedExecution,
  missingExecution,
  feedbackName,
  feedbackPlace,
  contradictingFeedback,
  emptyFeedback,
  statisticsDiffer,
  planStatus,
  documentStatus,
  missingTestFile,
  archiveLocation,
];

/** The rules that the configuration does not switch off. */
export const rulesInForce = ({ off }: DocumentCheckConfig): readonly Rule[] =>
  rules.filter(({ id }) => !off.some(({ rule }) => rule === id));
