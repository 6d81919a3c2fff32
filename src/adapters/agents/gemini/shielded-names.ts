/**
 * Variables by which a file `.env` or `.gemini/.env` in the folder could send the log-in elsewhere, or have something
 * executed. Gemini CLI reads such a file as soon as it is told to work in a folder that is not trusted, but leaves alone
 * what is set already: so those that the user has not set are set to nothing.
 */
export const shieldedNames: readonly string[] = [
  // Where the model is asked, and as whom.
  'GOOGLE_GEMINI_BASE_URL',
  'GOOGLE_VERTEX_BASE_URL',
  'GOOGLE_GENAI_API_VERSION',
  'GOOGLE_GENAI_USE_GCA',
  'GOOGLE_GENAI_USE_VERTEXAI',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GOOGLE_CLOUD_ACCESS_TOKEN',
  'GOOGLE_CLOUD_UNIVERSE_DOMAIN',
  'CODE_ASSIST_ENDPOINT',
  'CODE_ASSIST_API_VERSION',
  'CLOUDSDK_CONFIG',
  'GCE_METADATA_HOST',
  'GCE_METADATA_IP',
  'GEMINI_API_KEY_AUTH_MECHANISM',
  'GEMINI_CLI_CUSTOM_HEADERS',
  'GEMINI_CLI_USE_COMPUTE_ADC',
  'GEMINI_MODEL',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  // What it takes for its own settings.
  'GEMINI_CLI_HOME',
  'GEMINI_CLI_SYSTEM_SETTINGS_PATH',
  'GEMINI_CLI_SYSTEM_DEFAULTS_PATH',
  'GEMINI_CLI_EXTENSION_REGISTRY_URI',
  'GEMINI_EXP',
  'GEMINI_SYSTEM_MD',
  'GEMINI_WRITE_SYSTEM_MD',
  // What it starts, and what it writes beside its work.
  'GEMINI_CLI_IDE_SERVER_STDIO_COMMAND',
  'GEMINI_CLI_IDE_SERVER_STDIO_ARGS',
  'GEMINI_CLI_IDE_WORKSPACE_PATH',
  'GEMINI_CLI_ACTIVITY_LOG_TARGET',
  'GEMINI_CONTEXT_TRACE_DIR',
  'GEMINI_DEBUG_LOG_FILE',
  'GEMINI_SANDBOX',
  'GEMINI_SANDBOX_IMAGE',
  'GEMINI_SANDBOX_PROXY_COMMAND',
  'SANDBOX_FLAGS',
  'BUILD_SANDBOX',
  'SEATBELT_PROFILE',
  // What programs that it starts would obey.
  'BASH_ENV',
  'DYLD_INSERT_LIBRARIES',
  'LD_PRELOAD',
  'NODE_OPTIONS',
];
