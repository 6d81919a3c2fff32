import type { OutlineSection } from './outlines.ts';

const section = (title: string, heading: RegExp): OutlineSection => ({ title, heading, isRequired: false });

/** Sections that newer plans have besides the outline: how to read the plan, and how it is kept small and finished. */
export const planExtras: readonly OutlineSection[] = [
  section('Context for Execution', /\bcontext\b|\bquick start\b|\bhow to use\b/),
  section('Focus Rules', /\bfocus\b/),
  section('Size Limits', /\bsize\b/),
  section('GrammaPlan Consideration', /\bgramma ?plan\b/),
  section('Pre-Completion Review', /\breview\b|\bsign-?off\b/),
];
