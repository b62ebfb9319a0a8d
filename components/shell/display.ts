/** How the console looks: kept in a cookie, so that the server draws it right the first time. */
export interface Display {
  readonly mode: 'light' | 'dark' | 'system';
  readonly density: 'comfortable' | 'compact';
  /** How times are told: `5 minutes ago`, or to the second in the reader's zone. */
  readonly times: 'relative' | 'exact';
}

export const DISPLAY_COOKIE = 'lava-display';
const DEFAULT_DISPLAY: Display = { mode: 'system', density: 'comfortable', times: 'relative' };

/** Reads the cookie's value; anything unknown falls back to the default. */
export function parseDisplay(value: string | undefined): Display {
  const [mode, density, times] = (value ?? '').split('.');
  return {
    mode: mode === 'light' || mode === 'dark' ? mode : DEFAULT_DISPLAY.mode,
    density: density === 'compact' ? 'compact' : DEFAULT_DISPLAY.density,
    times: times === 'exact' ? 'exact' : DEFAULT_DISPLAY.times,
  };
}

/** The cookie's value. */
export function formatDisplay(display: Display): string {
  return `${display.mode}.${display.density}.${display.times}`;
}

/** The classes Cloudscape reads from the body. */
export function displayClasses(display: Display): string {
  return [
    'awsui-visual-refresh',
    display.mode === 'dark' ? 'awsui-dark-mode' : '',
    display.density === 'compact' ? 'awsui-compact-mode' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Runs before the first paint in system mode, so that a dark system never flashes white. */
export const SYSTEM_MODE_SCRIPT =
  "if(matchMedia('(prefers-color-scheme: dark)').matches)document.body.classList.add('awsui-dark-mode')";
