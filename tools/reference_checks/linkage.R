# Reference numbers of links between columns: cor.test, partial by residuals, between and within by ave(), nlme::lme, mediation by lm
# with a bootstrap by hand, differences inside units, bootstrap limits. Prints tests/reference/linkage.json.
# Rscript tools/reference_checks/linkage.R [FOLDER_WITH_DATA] > tests/reference/linkage.json
suppressMessages({library(nlme); library(boot)})
folder <- commandArgs(TRUE); folder <- if (length(folder)) folder[1] else "../shared/data"
out <- character(); put <- function(.title, ...) {
  v <- list(...); out <<- c(out, sprintf('  "%s": {%s}', .title, paste(sprintf('"%s": %s', names(v), sapply(v, function(x)
    if (length(x) > 1) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]") else sprintf("%.14g", x))), collapse = ", ")))
}
test <- function(name, x, y, level = .95) { t <- cor.test(x, y, conf.level = level); put(name, r = unname(t$estimate), interval = t$conf.int[1:2], p = t$p.value, n = length(x)) }
part <- function(name, x, y, g) {
  d <- data.frame(g); r <- cor(resid(lm(x ~ ., d)), resid(lm(y ~ ., d))); k <- ncol(d); n <- length(x); f <- n - 2 - k
  put(name, r = r, interval = tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(n - 3 - k)), p = 2 * pt(-abs(r * sqrt(f / (1 - r^2))), f), n = n)
}
within <- function(name, x, y, g) {
  r <- cor(x - ave(x, g), y - ave(y, g)); f <- length(x) - length(unique(g)) - 1
  put(name, r = r, interval = tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(f - 1)), p = 2 * pt(-abs(r * sqrt(f / (1 - r^2))), f), n = length(x))
}
ways <- function(d) { # columns x, m, y, then given
  a <- coef(lm(m ~ . - y, d))["x"]; f <- coef(lm(y ~ ., d)); c(a * f["m"], f["x"]) * sd(d$x) / sd(d$y)
}
with(mtcars, { test("mtcars_mpg_wt", mpg, wt); test("mtcars_mpg_wt_90", mpg, wt, .9); part("mtcars_mpg_wt_given_hp_cyl", mpg, wt, cbind(hp, cyl))
  within("mtcars_within_cyl", mpg, wt, cyl)
  test("mtcars_between_carb", tapply(mpg, carb, mean), tapply(wt, carb, mean)) })
w <- with(mtcars, { w <- 1 + carb / 4; c <- cov.wt(cbind(mpg, wt), w, cor = TRUE)$cor[1, 2]; c(c, sum(w)^2 / sum(w^2)) })
put("mtcars_weighted", r = w[1], n_effective = w[2])
car <- with(mtcars, data.frame(x = hp, m = wt, y = mpg)); put("mtcars_ways", indirect = ways(car)[1], direct = ways(car)[2])
put("mtcars_ways_given", indirect = ways(cbind(car, g = mtcars$qsec))[1], direct = ways(cbind(car, g = mtcars$qsec))[2])
set.seed(1); b <- boot(car, function(d, i) ways(d[i, ]), 20000)
q <- function(v) quantile(v, c(.025, .975), type = 7)
put("mtcars_ways_bootstrap", percentile_indirect = q(b$t[, 1]), percentile_direct = q(b$t[, 2]),
    bca_indirect = boot.ci(b, type = "bca", index = 1)$bca[4:5], bca_direct = boot.ci(b, type = "bca", index = 2)$bca[4:5])
set.seed(1); b <- boot(mtcars, function(d, i) cor(d$mpg[i], d$wt[i]), 40000)
put("mtcars_bootstrap", percentile = q(b$t[, 1]), bca = boot.ci(b, type = "bca")$bca[4:5])
# A panel by rule: 12 units, 8 periods, one in nine rows absent.
p <- expand.grid(t = 0:7, u = 0:11); p$x <- (p$u * 17 + p$t * 29) %% 23 / 4 + p$u %% 5; p$y <- (p$u * 31 + p$t * 13) %% 19 / 3 + ifelse(p$t > 0, (p$u * 17 + (p$t - 1) * 29) %% 23 / 5, 0)
p <- p[(p$u * 8 + p$t) %% 9 != 4, ]
lag <- function(name, a, b, k) {
  l <- p; l$t <- l$t - k; m <- merge(p[, c("u", "t", a)], setNames(l[, c("u", "t", b)], c("u", "t", "z"))); names(m)[3] <- "a"
  m <- m[order(m$u, m$t), ]; size <- ave(m$t, m$u, FUN = length); m <- m[size >= 2, ]; size <- size[size >= 2]; far <- size >= 2 * k + 2
  if (!any(far) || sum(far) / length(unique(m$u[far])) < 2 * k + 3) { # too short: deviations from own means, no interval
    put(name, r = cor(m$a - ave(m$a, m$u), m$z - ave(m$z, m$u)), n = nrow(m)); return(invisible()) }
  m <- m[far, ]
  S <- t(sapply(split(m, m$u), function(one) { # differences between pairs far apart, over their mean number
    n <- nrow(one); D <- max(2 * k + 1, ceiling(n / 2)); ij <- subset(expand.grid(i = 1:n, j = 1:n), j - i >= D)
    dx <- one$a[ij$j] - one$a[ij$i]; dy <- one$z[ij$j] - one$z[ij$i]; c(sum(dx^2), sum(dy^2), sum(dx * dy)) / (n - D) }))
  r_of <- function(S) { s <- colSums(S); s[3] / sqrt(s[1] * s[2]) }
  G <- nrow(S); r <- r_of(S); j <- sapply(1:G, function(g) r_of(S[-g, ]))
  put(name, r = r, interval = tanh(atanh(r) + c(-1, 1) * qt(.975, G - 1) * sqrt((G - 1) / G * sum((j - mean(j))^2)) / (1 - r^2)), n = nrow(m))
}
lag("panel_x_first_1", "x", "y", 1); lag("panel_y_first_1", "y", "x", 1); lag("panel_x_first_2", "x", "y", 2)
# Fixed replicates and a fixed jackknife.
i <- 1:999; v <- ((i * 37) %% 1000 / 1000)^2 + i / 5000; j <- ((1:20 * 7) %% 23)^2 / 500; f <- .42
z0 <- qnorm(mean(v < f)); d <- mean(j) - j; a <- sum(d^3) / (6 * sum(d^2)^1.5); z <- z0 + qnorm(c(.025, .975))
put("fixed_replicates", percentile = q(v), bca = quantile(v, pnorm(z0 + z / (1 - a * z)), type = 7), median = median(v))
file <- file.path(folder, "nyc_school_survey", "linked_units.csv")
if (file.exists(file)) {
  s <- read.csv(file); s <- subset(s, !is.na(T_leadership) & !is.na(P_satisfaction) & !is.na(need_index) & T_rr >= 50 & P_rr >= 30)
  s$x <- s$T_leadership; s$y <- s$P_satisfaction
  all <- s; test("nyc", s$x, s$y); h <- !is.na(s$T_trust) & !is.na(s$P_trust); test("nyc_trust", s$T_trust[h], s$P_trust[h]); part("nyc_given_need", s$x, s$y, s["need_index"])
  s <- s[!is.na(s$district), ]; test("nyc_with_district", s$x, s$y)
  test("nyc_between_districts", tapply(s$x, s$district, mean), tapply(s$y, s$district, mean)); within("nyc_within_districts", s$x, s$y, s$district)
  s$m <- ave(s$x, s$district); s$d <- s$x - s$m
  fit <- lme(y ~ m + d, random = ~1 | district, data = s, control = lmeControl(tolerance = 1e-12, msTol = 1e-14, niterEM = 200, opt = "optim", optimMethod = "BFGS", reltol = 1e-15))
  t <- summary(fit)$tTable; ci <- intervals(fit, which = "fixed")$fixed
  put("nyc_slopes", between = t[2, 1], between_error = t[2, 2], between_interval = ci[2, c(1, 3)], within = t[3, 1], within_error = t[3, 2], within_interval = ci[3, c(1, 3)])
  w <- sapply(unique(s$district), function(d) cor(s$x[s$district != d], s$y[s$district != d])); most <- which.max(abs(w - cor(s$x, s$y)))
  put("nyc_influence_district", district = unique(s$district)[most], r = w[most])
  s <- all[!is.na(all$T_trust), ]
  v <- data.frame(x = s$x, m = s$T_trust, y = s$y); put("nyc_ways", rows = nrow(v), indirect = ways(v)[1], direct = ways(v)[2])
  g <- cbind(v, g = s$need_index); put("nyc_ways_given", indirect = ways(g)[1], direct = ways(g)[2])
  fast <- function(v) { S <- cov(v); a <- S[1, 2] / S[1, 1]; f <- solve(S[1:2, 1:2], S[1:2, 3]); c(a * f[2], f[1]) * sqrt(S[1, 1] / S[3, 3]) }
  set.seed(1); b <- t(replicate(40000, fast(v[sample(nrow(v), replace = TRUE), ])))
  put("nyc_ways_bootstrap", percentile_indirect = q(b[, 1]), percentile_direct = q(b[, 2]))
  s <- all; r <- cor(s$x, s$y); w <- sapply(seq_len(nrow(s)), function(i) cor(s$x[-i], s$y[-i])); most <- which.max(abs(w - r))
  put("nyc_influence", row = most, r = w[most]); out <- c(out, sprintf('  "nyc_influence_unit": "%s"', s$DBN[most]))
}
cat(sprintf('{\n  "origin": "tools/reference_checks/linkage.R, %s, nlme %s, boot %s",\n', R.version.string, packageVersion("nlme"), packageVersion("boot")))
cat(paste(out, collapse = ",\n"), "\n}\n", sep = "")
