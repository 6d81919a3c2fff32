/** Sizes of the drawing, in pixels. */
export const boxWidth = 208;
export const boxHeight = 72;
/** From the edge of the picture to what is drawn. */
export const margin = 28;
/** From the edge of a level's ground to its boxes. */
export const bandPadding = 12;
/** Room for a level's name and figures above its boxes. */
export const bandHead = 58;
export const arrowLength = 9;
/** Between the rails of conflicts beside a column. */
export const railDistance = 8;
/** Half the width of the cross at the end of a conflict, which stands beside its box. */
export const crossRadius = 4;
