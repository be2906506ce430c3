// Error flags: none at first, read once
print(E.getErrorFlags(),E.getFlags().deepSleep,E.getFlags().pretokenise);
E.setFlags({deepSleep:1});print(E.getFlags().deepSleep);E.setFlags({deepSleep:0});
