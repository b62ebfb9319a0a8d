/** After so long without a hand on the mouse or the keyboard, nobody is taken to be in front of the page. */
const UNATTENDED_MS = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastSign = Date.now();

if (typeof window !== 'undefined') {
  const note = () => {
    lastSign = Date.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });
}

/**
 * What a request of the page tells the server of whether somebody is there: a page that reads on by itself does not keep
 * a session from ending.
 */
export function attendance(): Record<string, string> {
  return Date.now() - lastSign > UNATTENDED_MS ? { 'x-unattended': '1' } : {};
}
