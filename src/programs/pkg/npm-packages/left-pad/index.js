// left-pad.
module.exports = (text, length, by = " ") => String(text).padStart(length, by === 0 ? "0" : String(by) || " ");
