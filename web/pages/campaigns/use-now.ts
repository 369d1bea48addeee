import { useEffect, useState } from 'react';

/** The time by this computer's clock, told anew every so many milliseconds while it is asked for. */
export function useNow(everyMs: number, asked: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!asked) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, asked]);
  return now;
}
