// What the script adds to each kind of answer, by its name; it works within the element that it is given.
import { start as fillin } from "./fillin.js";
import { start as marking } from "./marking.js";
import { start as matrix } from "./matrix.js";
import { start as points } from "./points.js";
import { start as ranking } from "./ranking.js";
import { start as scale } from "./scale.js";

export const KINDS = { scale, nps: scale, matrix, likert: matrix, sus: matrix, ranking, points, table: fillin, figure: marking };
