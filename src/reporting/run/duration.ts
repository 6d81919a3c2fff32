const two = (n: number): string => String(n).padStart(2, '0');

/** How long something took: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. Never less than nothing. */
export const durationText = (seconds: number): string => {
  const known = Math.max(0, seconds);
  if (known < 9.95) return `${Math.round(known * 10) / 10} s`;
  const whole = Math.round(known);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(known / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
};

/** Time on a clock that started with the run: `0:07`, `12:30`, `1:02:30`. */
export const elapsedText = (ms: number): string => {
  const whole = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
};
