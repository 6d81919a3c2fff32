import type { RunForecast } from '../../app/run-forecast.ts';
import { hoursText, percentText } from '../words.ts';

/** `17 h instead of 29 h (41 % saved), longest path 15.5 h; 2 without an estimate`. */
export const forecastText = (forecast: RunForecast): string => {
  const { sequentialHours, parallelHours, criticalPathHours, withoutEstimate } = forecast;
  const saved = sequentialHours - parallelHours;
  const time =
    saved > 0
      ? `${hoursText(parallelHours)} instead of ${hoursText(sequentialHours)} ` +
        `(${percentText((saved / sequentialHours) * 100)} saved), longest path ${hoursText(criticalPathHours)}`
      : `${hoursText(parallelHours)}, nothing saved in parallel`;
  return withoutEstimate === 0 ? time : `${time}; ${withoutEstimate} without an estimate`;
};
