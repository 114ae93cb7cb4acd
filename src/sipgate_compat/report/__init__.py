"""One model, many writers: a run makes the matrix, the matrix makes everything else."""
