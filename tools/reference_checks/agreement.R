# Numbers for src/stats/{icc,within_group,kappa,reliability}_test.cpp, made with R: Rscript tools/reference_checks/agreement.R
# writes tests/reference/agreement.json. Needs R 4.2 with multilevel 2.7, lme4 1.1-31, psych 2.2.9 and jsonlite.
suppressMessages({
  library(multilevel)
  library(lme4)
  library(psych)
})
numbers <- list(about = paste("printed by tools/reference_checks/agreement.R:", R.version.string,
  "multilevel", packageVersion("multilevel"), "lme4", packageVersion("lme4"), "psych", packageVersion("psych")))

# Five groups of unequal size, one of a single person.
x <- c(3, 4, 4, 5, 2, 2, 3, 4, 5, 1, 2, 3, 3, 2, 4)
g <- factor(c(1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 4, 4, 5))
fit <- aov(x ~ g)
mixed <- lmer(x ~ 1 + (1 | g), REML = TRUE, control = lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12)))
v <- as.data.frame(VarCorr(mixed))$vcov
numbers$icc <- list(icc1 = ICC1(fit), icc2 = ICC2(fit), f = summary(fit)[[1]][1, 4], mixed_tau = v[1], mixed_sigma2 = v[2],
  mixed_icc = v[1] / sum(v), loglik_reml = as.numeric(logLik(mixed)))
# The F limits of a balanced design, by psych::ICC (its ICC1 and ICC1k): the six wines of Shrout and Fleiss (1979), table 2.
sf <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE)
r <- psych::ICC(sf, lmer = FALSE)$results
numbers$shrout_fleiss <- list(icc1 = r[1, "ICC"], icc1_low = r[1, "lower bound"], icc1_high = r[1, "upper bound"],
  icc2 = r[4, "ICC"], icc2_low = r[4, "lower bound"], icc2_high = r[4, "upper bound"])

# Five teams, three questions 1..5: agreeing, split to the ends, alike to the last, high, and a team of one.
team <- c(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5)
q <- cbind(c(4, 4, 5, 4, 1, 5, 1, 5, 3, 3, 3, 5, 5, 4, 5, 5, 2),
           c(3, 4, 4, 4, 1, 5, 5, 1, 3, 3, 3, 5, 5, 5, 5, 4, 2),
           c(4, 5, 5, 3, 2, 4, 1, 5, 2, 2, 2, 4, 5, 3, 4, 4, 1))
numbers$within_group <- list(rwg_first = rwg(q[, 1], team, 2)$rwg, rwg_j = rwg.j(q, team, 2)$rwg.j,
  awg_first = awg(q[, 1], team, c(1, 5))$a.wg, awg_j = awg(q, team, c(1, 5))$a.wg,
  ad_mean_j = ad.m(q, team, "mean")$AD.M, ad_median_j = ad.m(q, team, "median")$AD.M)

# Cohen (1968), table 1, and Fleiss, Cohen and Everitt (1969): shares of 200 people.
# The variances of weighted kappa are not taken from psych 2.2.9: they differ from those that SAS prints.
cohen <- cohen.kappa(matrix(c(.44, .07, .09, .05, .20, .05, .01, .03, .06), ncol = 3, byrow = TRUE), n.obs = 200)
everitt <- cohen.kappa(matrix(c(.53, .05, .02, .11, .14, .05, .01, .06, .03), ncol = 3, byrow = TRUE), n.obs = 200)
table3 <- matrix(c(0, 4, 1, 0, 8, 0, 0, 1, 5), 3, byrow = TRUE)
linear <- cohen.kappa(table3, w = 1 - abs(outer(1:3, 1:3, "-")) / 2)
numbers$kappa <- list(cohen1968 = cohen$kappa, fleiss1969 = everitt$kappa, fleiss1969_variance = everitt$var.kappa,
  fleiss1969_quadratic = everitt$weighted.kappa, linear = linear$weighted.kappa)

# Reliability: attitude of R's datasets (30 departments, 7 questions), and its four questions that hang together best.
omega_of <- function(x) {
  f <- factanal(x, 1, control = list(opt = list(factr = 10, maxit = 1000), nstart = 5))
  l <- f$loadings[, 1]
  s <- apply(x, 2, sd)
  list(loadings = unname(l), uniquenesses = unname(f$uniquenesses),
    standardized = sum(l)^2 / (sum(l)^2 + sum(f$uniquenesses)),
    raw = sum(l * s)^2 / (sum(l * s)^2 + sum(f$uniquenesses * s^2)))
}
scale_of <- function(x) {
  a <- psych::alpha(x)
  ci <- alpha.ci(a$total$raw_alpha, nrow(x), ncol(x))
  list(alpha = a$total$raw_alpha, standardized = a$total$std.alpha, low = ci$lower.ci, high = ci$upper.ci,
    item_rest = a$item.stats$r.drop, if_dropped = a$alpha.drop$raw_alpha, omega = omega_of(x))
}
numbers$attitude <- scale_of(attitude)
numbers$attitude_four <- scale_of(attitude[, c("rating", "complaints", "learning", "raises")])
# The image of mobile phones: ecsi_mobi of the shared data, where $GOUD_DATA says or beside this checkout.
mobi <- file.path(Sys.getenv("GOUD_DATA", "../shared/data"), "ecsi_mobi/mobi.csv")
if (file.exists(mobi)) {
  mobi <- read.csv(mobi)
  numbers$ecsi_image <- scale_of(mobi[, paste0("IMAG", 1:5)])
  numbers$ecsi_expectation <- scale_of(mobi[, paste0("CUEX", 1:3)])
  numbers$ecsi_satisfaction <- scale_of(mobi[, paste0("CUSA", 1:3)])
}
out <- "tests/reference/agreement.json"
writeLines(jsonlite::toJSON(numbers, digits = NA, auto_unbox = TRUE, pretty = 2, na = "null"), out)
