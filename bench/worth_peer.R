# The same fit in R, for bench/worth.py: BG/NBD on one row a customer, L-BFGS-B with the analytic gradient, vectors throughout.
# fnscale: without it the first step is so long that it never comes back.
# Rscript bench/worth_peer.R FILE   FILE: x,t_x,T per line, no head. Prints CPU seconds of the fit, and r.
d <- matrix(scan(commandArgs(TRUE)[1], sep = ",", quiet = TRUE), ncol = 3, byrow = TRUE)
x <- d[, 1]; tx <- d[, 2]; T <- d[, 3]; back <- x > 0
value <- function(th) {
  p <- exp(th); r <- p[1]; al <- p[2]; a <- p[3]; b <- p[4]
  u <- log(a) - log(b + x - 1) + (r + x) * (log(al + T) - log(al + tx))
  -sum(lgamma(r + x) - lgamma(r) + r * log(al) - (r + x) * log(al + T) + lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)) -
    sum(pmax(u[back], 0) + log1p(exp(-abs(u[back]))))
}
slope <- function(th) {
  p <- exp(th); r <- p[1]; al <- p[2]; a <- p[3]; b <- p[4]
  u <- log(a) - log(b + x - 1) + (r + x) * (log(al + T) - log(al + tx))
  w <- ifelse(back, 1 / (1 + exp(-u)), 0)
  g <- c(sum(digamma(r + x) - digamma(r) + log(al) - log(al + T) + w * (log(al + T) - log(al + tx))),
         sum(r / al - (r + x) / (al + T) + w * (r + x) * (1 / (al + T) - 1 / (al + tx))),
         sum(digamma(a + b) - digamma(a + b + x) + w / a),
         sum(digamma(a + b) + digamma(b + x) - digamma(b) - digamma(a + b + x) - ifelse(back, w / (b + x - 1), 0)))
  -g * p
}
spent <- system.time(fit <- optim(log(c(0.5, 5, 1, 2)), value, slope, method = "L-BFGS-B", control = list(maxit = 200, fnscale = length(x))))
cat(sum(spent[1:2]), exp(fit$par[1]), fit$counts[1], "\n")
