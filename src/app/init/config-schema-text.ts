/** The schema of planloom.config.json, as text. A module of its own, for it is large and loaded only where it is written. */
export { default as configSchemaText } from '../../generated/config-schema-text.js';
