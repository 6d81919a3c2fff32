import { ok, type Result } from '../domain/result.ts';
import { grammaplan, northStar, plan } from '../generated/templates.js';
import { tidyDocument, type DocumentTemplate } from './document-template.ts';
import type { GrammaplanView, NorthStarView } from './family-view.ts';
import type { PlanOutlineView } from './plan-outline-view.ts';
import { templateHelpers } from './template-helpers.ts';

/** What each kind of document that begins as an outline is made from. */
export interface OutlineViews {
  readonly plan: PlanOutlineView;
  readonly grammaplan: GrammaplanView;
  readonly 'north-star': NorthStarView;
}

const templates = { plan, grammaplan, 'north-star': northStar };

/** The text of a document that begins as an outline. Fails only by a workspace's own template, with the place in it. */
export const outlineDocument = <Kind extends keyof OutlineViews>(
  kind: Kind,
  view: OutlineViews[Kind],
  own?: DocumentTemplate,
): Result<string> => own?.render(view) ?? ok(tidyDocument(templates[kind](view, { helpers: templateHelpers })));
