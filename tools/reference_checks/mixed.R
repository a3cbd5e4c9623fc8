# Reference numbers of the random intercept: nlme::lme by REML. Prints tests/reference/mixed.json.
# Rscript tools/reference_checks/mixed.R [FOLDER_WITH_DATA] > tests/reference/mixed.json
suppressMessages(library(nlme))
folder <- commandArgs(TRUE); folder <- if (length(folder)) folder[1] else "../shared/data"
num <- function(x) paste0("[", paste(sprintf("%.12g", x), collapse = ", "), "]")
one <- function(name, fit) {
  tau <- as.numeric(VarCorr(fit)[1, 1]); t <- summary(fit)$tTable
  sprintf('  "%s": {"coefficients": %s, "standard_errors": %s, "df": %s, "tau2": %.12g, "sigma2": %.12g, "loglik": %.10f}',
          name, num(t[, 1]), num(t[, 2]), num(t[, 3]), as.numeric(getVarCov(fit)[1, 1]), fit$sigma^2, as.numeric(logLik(fit)))
}
tight <- lmeControl(tolerance = 1e-12, msTol = 1e-14, niterEM = 200, opt = "optim", optimMethod = "BFGS", reltol = 1e-15)
o <- as.data.frame(Orthodont); o$female <- as.numeric(o$Sex == "Female")
out <- c(one("orthodont_null", lme(distance ~ 1, random = ~1 | Subject, data = o, control = tight)),
         one("orthodont_age_female", lme(distance ~ age + female, random = ~1 | Subject, data = o, control = tight)))
# Unequal groups, made by a rule that any program can follow.
i <- 0:59; g <- (i * i) %% 13
u <- data.frame(g = factor(g), x = (i * 37) %% 41 / 10 + g / 3, y = (i * 29) %% 31 / 5 + sin(g) * 2 + (i * 37) %% 41 / 20)
u$m <- ave(u$x, u$g); u$d <- u$x - u$m
out <- c(out, one("made_x", lme(y ~ x, random = ~1 | g, data = u, control = tight)),
         one("made_between_within", lme(y ~ m + d, random = ~1 | g, data = u, control = tight)))
file <- file.path(folder, "multilevel", "bh1996.csv.gz")
if (file.exists(file)) {
  b <- read.csv(gzfile(file)); b$m <- ave(b$LEAD, b$GRP); b$d <- b$LEAD - b$m
  out <- c(out, one("bh1996_wbeing", lme(WBEING ~ 1, random = ~1 | GRP, data = b, control = tight)),
           one("bh1996_wbeing_lead", lme(WBEING ~ m + d, random = ~1 | GRP, data = b, control = tight)))
}
cat(sprintf('{\n  "origin": "tools/reference_checks/mixed.R, %s, nlme %s",\n', R.version.string, packageVersion("nlme")))
cat(paste(out, collapse = ",\n"), "\n}\n", sep = "")
