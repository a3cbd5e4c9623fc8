# Many comparisons, clustered scores and the step of a course, by R; run from the top of the repository:
#   Rscript tools/reference_checks/scores.R > tests/reference/scores.json
suppressPackageStartupMessages(library(survey))
show <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")

# Benjamini and Hochberg (1995), table of 15 p-values: four of them stand at .05.
p <- c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1)

d <- data.frame(unit = c(rep(1, 10), rep(2, 10), rep(3, 20)),
                y = c(rep(9, 6), rep(3, 4), rep(2, 8), rep(8, 2), rep(10, 12), rep(5, 8)),
                w = c(rep(1, 10), rep(1.5, 10), rep(.5, 20)))
d$score <- (d$y >= 9) - (d$y <= 6)
design <- svydesign(ids = ~unit, weights = ~w, data = d)
of_mean <- svymean(~y, design)
of_score <- svymean(~score, design)

# The step of a short course, all orders of its periods counted out: periods with their n, and residuals over n that stay.
value <- c(.62, .58, .66, .61, .79, .74, .77)
n <- c(40, 80, 25, 60, 50, 90, 30)
statistic <- function(y, w) {
  m <- sum(w * y) / sum(w)
  k <- length(y)
  explained <- sapply(2:(k - 2), function(i) {
    left <- 1:i
    wl <- sum(w[left]); wr <- sum(w[-left])
    wl * wr / (wl + wr) * (sum(w[left] * y[left]) / wl - sum(w[-left] * y[-left]) / wr)^2
  })
  max(explained) / sum(w * (y - m)^2)
}
orders <- function(x) if (length(x) == 1) list(x) else
  do.call(c, lapply(seq_along(x), function(i) lapply(orders(x[-i]), function(rest) c(x[i], rest))))
seen <- statistic(value, n)
residual <- sqrt(n) * (value - sum(n * value) / sum(n))
every <- orders(1:7)
pairs <- mean(sapply(every, function(o) statistic(value[o], n[o])) >= seen - 1e-9)
residuals <- mean(sapply(every, function(o) statistic(residual[o] / sqrt(n), n)) >= seen - 1e-9)

nile <- as.numeric(Nile)
cat("{\n",
  "  \"origin\": \"tools/reference_checks/scores.R, ", R.version.string, ", survey ", as.character(packageVersion("survey")), "\",\n",
  "  \"p\": ", show(p), ",\n",
  "  \"benjamini_hochberg\": ", show(p.adjust(p, "BH")), ",\n",
  "  \"holm\": ", show(p.adjust(p, "holm")), ",\n",
  "  \"clustered_mean\": ", show(c(coef(of_mean), SE(of_mean))), ",\n",
  "  \"clustered_score\": ", show(c(coef(of_score), SE(of_score))), ",\n",
  "  \"step_statistic\": ", sprintf("%.17g", seen), ",\n",
  "  \"step_p_of_all_orders\": ", show(c(pairs, residuals)), ",\n",
  "  \"nile_before_after\": ", show(c(mean(nile[1:28]), mean(nile[29:100]))), "\n}\n", sep = "")
