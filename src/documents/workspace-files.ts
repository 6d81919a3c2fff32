import { examplePlan, workspace } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { templateHelpers } from './template-helpers.ts';

/** The text of a small plan to try planloom with. `today`: YYYY-MM-DD. */
export const examplePlanDocument = (today: string): string =>
  tidyDocument(examplePlan({ today }, { helpers: templateHelpers }));

/** What the folders of a workspace are for, as a README. */
export const workspaceReadme = (): string => tidyDocument(workspace({}, { helpers: templateHelpers }));
