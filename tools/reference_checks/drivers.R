# Reference numbers for regression, importance, logit and penalty-reward: base R and sandwich, on data sets that R brings.
# Rscript tools/reference_checks/drivers.R > tests/reference/drivers.json
options(digits = 17)
numbers <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
field <- function(name, x) sprintf('"%s": %s', name, if (length(x) == 1) sprintf("%.17g", x) else numbers(x))
block <- function(name, ...) sprintf('  "%s": {%s}', name, paste(c(...), collapse = ", "))

# LMG as it is defined: lm on every subset, weighed by the orders it stands for.
lmg <- function(data, outcome, weights = rep(1, nrow(data))) {
  drivers <- setdiff(names(data), outcome)
  p <- length(drivers)
  r2 <- function(set) {
    if (length(set) == 0) return(0)
    summary(lm(reformulate(drivers[set], outcome), data, weights = weights))$r.squared
  }
  subsets <- lapply(0:(2^p - 1), function(bits) which(bitwAnd(bits, 2^(0:(p - 1))) > 0))
  all <- sapply(subsets, r2)
  sapply(seq_len(p), function(j) {
    sum(sapply(seq_along(subsets), function(s) {
      set <- subsets[[s]]
      if (j %in% set) return(0)
      k <- length(set)
      factorial(k) * factorial(p - 1 - k) / factorial(p) * (all[s + 2^(j - 1)] - all[s])
    }))
  })
}
johnson <- function(data, outcome) {
  drivers <- setdiff(names(data), outcome)
  e <- eigen(cor(data[drivers]))
  q <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  as.vector(q^2 %*% solve(q, cor(data[drivers], data[[outcome]]))^2)
}
robust <- function(fit) {
  t <- qt(.975, fit$df.residual)
  e <- sqrt(diag(sandwich::vcovHC(fit, "HC3")))
  c(coef(fit)[-1] - t * e[-1], coef(fit)[-1] + t * e[-1])
}

swiss_fit <- lm(Fertility ~ ., swiss)
w <- 1 + (seq_len(nrow(swiss)) - 1) %% 3
weighted <- lm(Fertility ~ ., swiss, weights = w)
cars <- glm(am ~ wt + hp, binomial, mtcars)
side <- function(x) cut(x, c(-Inf, quantile(x, 1 / 3) - 1e-9, quantile(x, 2 / 3), Inf), labels = FALSE) - 1
sides <- data.frame(Fertility = swiss$Fertility, a = side(swiss$Education), b = side(swiss$Catholic))
contrast <- lm(Fertility ~ I(a == 0) + I(a == 2) + I(b == 0) + I(b == 2), sides)
cat("{\n", paste(c(
  sprintf('  "origin": "R %s.%s, sandwich %s, tools/reference_checks/drivers.R"', R.version$major, R.version$minor, packageVersion("sandwich")),
  block("longley", field("coefficients", coef(lm(Employed ~ ., longley))), field("standard_errors", summary(lm(Employed ~ ., longley))$coefficients[, 2]),
        field("r2", summary(lm(Employed ~ ., longley))$r.squared), field("residual_deviation", summary(lm(Employed ~ ., longley))$sigma)),
  block("swiss_correlations", field("agriculture_examination", cor(swiss$Agriculture, swiss$Examination)),
        field("education_fertility", cor(swiss$Education, swiss$Fertility))),
  block("swiss", field("r2", summary(swiss_fit)$r.squared), field("coefficients", coef(swiss_fit)),
        field("low", confint(swiss_fit)[-1, 1]), field("high", confint(swiss_fit)[-1, 2]),
        field("hc3_low_then_high", robust(swiss_fit)), field("lmg", lmg(swiss, "Fertility")), field("johnson", johnson(swiss, "Fertility")),
        field("p", with(summary(swiss_fit), pf(fstatistic[1], fstatistic[2], fstatistic[3], lower.tail = FALSE)))),
  block("swiss_weighted_1_2_3", field("r2", summary(weighted)$r.squared), field("coefficients", coef(weighted)),
        field("low", confint(weighted)[-1, 1]), field("high", confint(weighted)[-1, 2]),
        field("hc3_low_then_high", robust(weighted)), field("lmg", lmg(swiss, "Fertility", w))),
  block("mtcars_am_by_wt_hp", field("coefficients", coef(cars)), field("standard_errors", sqrt(diag(vcov(cars)))),
        field("loglik", as.numeric(logLik(cars))), field("loglik_null", -cars$null.deviance / 2)),
  block("swiss_sides", field("a", sides$a), field("b", sides$b), field("coefficients", coef(contrast)), field("hc3_low_then_high", robust(contrast)))
), collapse = ",\n"), "\n}\n", sep = "")
