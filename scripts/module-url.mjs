// Where a bundled file lies, for a library that asks.
/* global __filename */
import { pathToFileURL } from 'node:url';

export const moduleUrl = pathToFileURL(__filename).href;
