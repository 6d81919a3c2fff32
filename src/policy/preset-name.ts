export const presetNames = ['openclaw', 'claude-memory', 'orchestrator', 'methodology'] as const;

export type PresetName = (typeof presetNames)[number];
