// process: version, board, memory
// needs: board
print(process.version,process.env.VERSION,process.env.BOARD,typeof process.memory().usage,process.memory().total,process.memory().blocksize);
