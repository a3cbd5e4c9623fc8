#!/usr/bin/env python3
"""linkage.py MEDIATION_BENCH: the bootstrap of a mediation beside numpy and R in the same run, where they are installed."""
import json
import shutil
import subprocess
import sys

from served import figure

NUMPY = """
import time, numpy as np
rng = np.random.default_rng(1); n, R = 500, 10000
x = rng.standard_normal(n); m = .5 * x + rng.standard_normal(n); y = .3 * x + .4 * m + rng.standard_normal(n)
z = np.stack([x - x.mean(), m - m.mean(), y - y.mean()])
P = np.column_stack([np.ones(n), *z, *(z[i] * z[j] for i in range(3) for j in range(i, 3))])
def once():
    ways = np.empty(R)
    for at in range(0, R, 500):
        c = np.apply_along_axis(np.bincount, 1, rng.integers(0, n, (500, n)), minlength=n).astype(float)
        S = c @ P / n
        a, b, d = S[:, 1], S[:, 2], S[:, 3]
        xx, xm, xy, mm, my, yy = S[:, 4] - a * a, S[:, 5] - a * b, S[:, 6] - a * d, S[:, 7] - b * b, S[:, 8] - b * d, S[:, 9] - d * d
        ways[at:at + 500] = xm / xx * (my * xx - xy * xm) / (mm * xx - xm * xm) * np.sqrt(xx / yy)
    return np.quantile(ways, [.025, .975])
once(); w, c = time.perf_counter(), time.process_time(); once()
print(time.perf_counter() - w, time.process_time() - c)
"""
R = """
suppressMessages(library(boot)); set.seed(1); n <- 500; x <- rnorm(n); m <- .5 * x + rnorm(n); y <- .3 * x + .4 * m + rnorm(n)
d <- data.frame(x, m, y); f <- function(d, i) { e <- d[i, ]; coef(lm(m ~ x, e))[2] * coef(lm(y ~ x + m, e))[3] }
cat(system.time(boot(d, f, 500))[["elapsed"]] * 20)
"""
LME = """
suppressMessages(library(nlme)); set.seed(1); g <- factor(rep(1:100, 74)); x <- rnorm(7400); y <- rnorm(7400)
cat(system.time(lme(y ~ x, random = ~1 | g))[["elapsed"]])
"""


def told(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return [float(word) for word in done.stdout.split()] if done.returncode == 0 else None


ours = json.loads(subprocess.run([sys.argv[1]], stdout=subprocess.PIPE, text=True, check=True).stdout)
numpy = next((got for python in ("/usr/bin/python3", sys.executable) if shutil.which(python) and (got := told([python, "-c", NUMPY]))), None)
r = told(["Rscript", "-e", R]) if shutil.which("Rscript") else None
lme = told(["Rscript", "-e", LME]) if r else None
note = f"{ours['bootstrap_cpu']:.3f} s CPU; " + (f"numpy {numpy[0]:.2f} s ({numpy[1]:.2f} s CPU)" if numpy else "no numpy here")
note += f"; R boot + lm {r[0]:.1f} s (500 replicates, times 20)" if r else "; no R here"
figure("mediation bootstrap, 10,000 x 500 units, 2 threads", round(ours["bootstrap_wall"], 4), "s", at_most=0.1, note=note)
figure("random intercept, 7,400 rows in 100 groups, from sums", round(ours["mixed_wall"] * 1000, 2), "ms", 
       note=f"nlme::lme {lme[0] * 1000:.0f} ms from rows" if lme else "no nlme here")
