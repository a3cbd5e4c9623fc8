# Independent numbers for src/stats/{bg_nbd,pareto_nbd,gamma_gamma,bg_bb,shifted_beta_geometric}_test.cpp, by another road than
# the program: R's integrate over the distributions of the rates themselves, and optim (BFGS, numeric derivatives) for fits.
# Rscript tools/reference_checks/worth.R > tests/reference/worth.json
options(digits = 15)
tight <- function(f, a, b) integrate(f, a, b, rel.tol = 1e-11, abs.tol = 0, subdivisions = 5000, stop.on.error = FALSE)$value
out <- list()
say <- function(name, value) out[[name]] <<- value

# A gamma and a beta sample, fitted.
sample_gamma <- c(0.31, 2.4, 1.1, 0.05, 3.9, 0.72, 1.8, 0.44, 5.2, 0.9, 0.15, 2.2)
fit <- optim(log(c(1, 1)), function(t) -sum(dgamma(sample_gamma, exp(t[1]), exp(t[2]), log = TRUE)), method = "BFGS",
             hessian = TRUE, control = list(reltol = 1e-15, maxit = 1000, ndeps = c(1e-5, 1e-5)))
say("gamma_sample", sample_gamma)
say("gamma_fit", exp(fit$par)); say("gamma_loglik", -fit$value)
say("gamma_log_se", sqrt(diag(solve(fit$hessian))))

# Histories that exercise each branch: never back, back at once, often, alpha above and below beta.
histories <- list(c(0, 0, 38.86), c(1, 1.71, 38.86), c(2, 30.43, 38.86), c(26, 30.86, 31), c(4, 4, 60), c(9, 2.5, 12))
m <- c(r = 0.243, alpha = 4.414, a = 0.793, b = 2.426)
# BG/NBD: the likelihood of one customer with rate l and stopping chance p, over both distributions.
bg <- sapply(histories, function(h) {
  x <- h[1]; tx <- h[2]; T <- h[3]
  over_rate <- function(p) sapply(p, function(p) tight(function(l) {
    live <- (1 - p)^x * l^x * exp(-l * T)
    stop <- if (x > 0) p * (1 - p)^(x - 1) * l^x * exp(-l * tx) else 0
    (live + stop) * dgamma(l, m["r"], m["alpha"])
  }, 0, Inf))
  # u = p^a takes the singular end of the beta away.
  u <- function(u) over_rate(u^(1 / m["a"])) * dbeta(u^(1 / m["a"]), m["a"], m["b"]) * u^(1 / m["a"] - 1) / m["a"]
  log(integrate(u, 0, 1, rel.tol = 1e-9, abs.tol = 0, subdivisions = 2000)$value)
})
say("histories", unlist(histories)); say("bg_nbd_loglik", bg)

# Pareto/NBD: over rate and lifetime.
pareto <- function(m) sapply(histories, function(h) {
  x <- h[1]; tx <- h[2]; T <- h[3]
  alive <- exp(-(m["r"] + x) * log(m["alpha"] + T) - m["s"] * log(m["beta"] + T))
  gone <- if (T > tx) tight(function(y) m["s"] * exp(-(m["r"] + x) * log(m["alpha"] + y) - (m["s"] + 1) * log(m["beta"] + y)), tx, T) else 0
  c(lgamma(m["r"] + x) - lgamma(m["r"]) + m["r"] * log(m["alpha"]) + m["s"] * log(m["beta"]) + log(alive + gone), alive / (alive + gone))
})
p1 <- pareto(c(r = 0.553, alpha = 10.578, s = 0.606, beta = 11.669))
p2 <- pareto(c(r = 2, alpha = 20, s = 1, beta = 3))
say("pareto_nbd_loglik", p1[1, ]); say("pareto_nbd_alive", p1[2, ])
say("pareto_nbd_loglik_below", p2[1, ]); say("pareto_nbd_alive_below", p2[2, ])

# Purchases of a living customer in 39 weeks, and discounted at 0.003 a week over 200 weeks, by integrals over the rates.
say("bg_nbd_while_alive", sapply(histories, function(h) tight(function(p)
  sapply(p, function(p) (1 - (1 + p * 39 / (m["alpha"] + h[3]))^-(m["r"] + h[1])) / p) * dbeta(p, m["a"], m["b"] + h[1]), 0, 1)))
say("pareto_nbd_while_alive", sapply(histories, function(h)
  (0.553 + h[1]) / (10.578 + h[3]) * tight(function(t) (1 + t / (11.669 + h[3]))^-0.606, 0, 39)))
say("pareto_nbd_discounted", sapply(histories, function(h)
  (0.553 + h[1]) / (10.578 + h[3]) * tight(function(t) exp(-0.003 * t) * (1 + t / (11.669 + h[3]))^-0.606, 0, 200)))
say("pareto_nbd_discounted_endless", sapply(histories, function(h)
  (0.553 + h[1]) / (10.578 + h[3]) * tight(function(t) exp(-0.003 * t) * (1 + t / (11.669 + h[3]))^-0.606, 0, Inf)))

# BG/BB: integrals over both chances; c(x, t_x, n).
occasions <- list(c(0, 0, 6), c(3, 5, 6), c(6, 6, 6), c(1, 2, 4))
b <- c(1.204, 0.750, 0.657, 2.783)
one <- function(o, extra = 0) {
  x <- o[1]; tx <- o[2]; n <- o[3]
  over <- function(f) tight(function(p) dbeta(p, b[1], b[2]) * f(p), 0, 1)
  beta_mean <- function(i, j) exp(lbeta(b[3] + i, b[4] + j) - lbeta(b[3], b[4]))
  sum(over(function(p) p^x * (1 - p)^(n - x)) * beta_mean(0, n + extra),
      if (extra == 0 && n > tx) sapply(0:(n - tx - 1), function(i) over(function(p) p^x * (1 - p)^(tx - x + i)) * beta_mean(1, tx + i)))
}
say("bg_bb_loglik", sapply(occasions, function(o) log(one(o))))
say("bg_bb_alive", sapply(occasions, function(o) one(o, 1) / one(o)))

# Shifted-beta-geometric: renewals to come after 4, at 10 % a period, by the integral over the chance to leave.
say("sbg_residual_after_4", {
  k <- 4; a <- 0.668; be <- 3.806
  tight(function(th) (1 - th) / (1 - (1 - th) / 1.1) * dbeta(th, a, be + k), 0, 1)
})
cat("{\n \"origin\": \"tools/reference_checks/worth.R, ", R.version.string, "\"", sep = "")
for (name in names(out)) cat(",\n \"", name, "\": [", paste(trimws(formatC(out[[name]], digits = 15, format = "g")), collapse = ", "), "]", sep = "")
cat("\n}\n")
