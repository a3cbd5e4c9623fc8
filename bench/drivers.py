"""Drivers: shares of R² and their bootstrap, and beside them the same by hand in R, on the same numbers, where R is there.

drivers.py PROGRAM
"""
import os
import shutil
import subprocess
import sys

import served

LMG = """
d <- as.matrix(read.csv("correlations20.csv", header = FALSE)); p <- 20; r <- d[, p + 1]; R <- d[, 1:p]
used <- proc.time()
r2 <- numeric(2^p); bits <- 2^(0:(p - 1))
for (b in 1:(2^p - 1)) { s <- which(bitwAnd(b, bits) > 0); r2[b + 1] <- sum(r[s] * solve(R[s, s], r[s])) }
size <- integer(1); for (j in 1:p) size <- c(size, size + 1L)
w <- factorial(0:(p - 1)) * factorial((p - 1):0) / factorial(p)
I <- sapply(1:p, function(j) { b <- which(bitwAnd(0:(2^p - 1), bits[j]) == 0); sum(w[size[b] + 1] * (r2[b + bits[j]] - r2[b])) })
cat(sum((proc.time() - used)[1:2]), sprintf("%.17g", I[2]))
"""
JOHNSON = """
d <- as.matrix(read.csv("rows.csv", header = FALSE)); n <- nrow(d); p <- ncol(d) - 1; set.seed(1)
used <- proc.time()
shares <- replicate(10000, { C <- cor(d[sample.int(n, n, TRUE), ]); e <- eigen(C[1:p, 1:p], TRUE); V <- e$vectors
  Q <- V %*% (sqrt(e$values) * t(V)); I <- Q^2 %*% (V %*% ((t(V) %*% C[1:p, p + 1]) / sqrt(e$values)))^2; I / sum(I) })
x <- apply(shares, 1, quantile, c(.025, .975))
cat(sum((proc.time() - used)[1:2]), sprintf("%.17g", x[1, 2]))
"""

folder = served.work_folder()
done = subprocess.run([sys.argv[1], folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True)
sys.stdout.write(done.stdout)
sys.stdout.flush()
if shutil.which("Rscript"):
    for name, script in (("LMG exact, p = 20: R by hand", LMG), ("Johnson, 10,000 bootstraps: R by hand", JOHNSON)):
        got = subprocess.run(["Rscript", "-e", script], cwd=folder, stdout=subprocess.PIPE, text=True, check=True,
                             env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}).stdout.split()
        note = "CPU"
        if script is LMG:  # the same numbers in, so the same importance out
            note += f"; differs by {abs(float(got[1]) - float(done.stderr)):.1g}"
        served.figure(name, round(float(got[0]), 2), "s", note=note)
shutil.rmtree(folder)
