import init from "./__init__.py?raw";

export const files = {
  "blinker/__init__.py": init,
};
