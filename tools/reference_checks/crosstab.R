# Reference numbers of tables of counts: chisq.test, prop.test, p.adjust, V by hand. Prints tests/reference/crosstab.json.
# Rscript tools/reference_checks/crosstab.R > tests/reference/crosstab.json
num <- function(x) paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
association <- function(t, m = sum(t)) {
  phi2 <- suppressWarnings(chisq.test(t, correct = FALSE))$statistic / sum(t)
  r <- nrow(t); k <- ncol(t); df <- (r - 1) * (k - 1)
  corrected <- max(0, phi2 - df / (m - 1)); rt <- r - (r - 1)^2 / (m - 1); kt <- k - (k - 1)^2 / (m - 1)
  c(chi2 = m * phi2, df = df, p = pchisq(m * phi2, df, lower.tail = FALSE), v = sqrt(phi2 / (min(r, k) - 1)),
    v_corrected = sqrt(corrected / (min(rt, kt) - 1)), least = min(suppressWarnings(chisq.test(t))$expected) * m / sum(t))
}
pairs <- function(t) {
  out <- c()
  for (i in seq_len(nrow(t))) for (a in seq_len(ncol(t) - 1)) for (b in (a + 1):ncol(t))
    out <- c(out, suppressWarnings(prop.test(t[i, c(a, b)], colSums(t)[c(a, b)], correct = FALSE))$p.value)
  out
}
hair <- margin.table(HairEyeColor, c(1, 2)); class(hair) <- "matrix"   # hair by eye, 592 students
job <- matrix(c(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11), 4) # R's example of fisher.test: satisfaction by income
p <- pairs(hair)
# Weighted: rows by a rule that any program can follow.
i <- 0:199; column <- (i * 7 + (i %/% 11)) %% 4; row <- ((i * i) %% 5 * column + i %/% 7) %% 3; w <- 0.25 + (i * 13) %% 17 / 8
t <- unclass(xtabs(w ~ row + column)); m <- sum(w)^2 / sum(w^2)
mj <- tapply(w, column, sum)^2 / tapply(w^2, column, sum)
pj <- t[2, ] / colSums(t); q <- (mj[1] * pj[1] + mj[3] * pj[3]) / (mj[1] + mj[3])
z <- (pj[1] - pj[3]) / sqrt(q * (1 - q) * (1 / mj[1] + 1 / mj[3]))
cat(sprintf('{\n  "origin": "tools/reference_checks/crosstab.R, %s",\n', R.version.string))
cat(sprintf('  "keys": "chi2, df, p, V, V corrected (Bergsma), least expected",\n'))
cat(sprintf('  "hair_eye": %s,\n', num(association(hair))))
cat(sprintf('  "hair_eye_pairs": %s,\n', num(p)))
cat(sprintf('  "hair_eye_pairs_bh": %s,\n', num(p.adjust(p, "BH"))))
cat(sprintf('  "job": %s,\n', num(association(job))))
cat(sprintf('  "weighted": %s,\n', num(association(t, m))))
cat(sprintf('  "weighted_row1_columns_0_and_2": %s\n}\n', num(c(z, 2 * pnorm(-abs(z)), mj[1], mj[3], pj[1], pj[3]))))
