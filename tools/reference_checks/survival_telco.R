# Cox's model of IBM's sample data of a fictional telecom firm, for the test of goud survival.
#   Rscript tools/reference_checks/survival_telco.R FOLDER_OF_DATA/telco_churn/Telco-Customer-Churn.csv > tests/reference/survival_telco.json
suppressMessages(library(survival))
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = FALSE)
d$event <- as.numeric(d$Churn == "Yes")
numbers <- function(x) if (length(x) == 1) formatC(x, digits = 17, format = "g") else paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ", "), "]")
of <- function(ties) {
  fit <- coxph(Surv(tenure, event) ~ MonthlyCharges + Contract + Partner + SeniorCitizen, d, ties = ties)
  s <- summary(fit)$coefficients
  z <- cox.zph(fit)$table
  paste0('{"value": ', numbers(s[, "coef"]), ', "standard_error": ', numbers(s[, "se(coef)"]), ', "p": ', numbers(s[, "Pr(>|z|)"]),
         ', "loglik_null": ', numbers(fit$loglik[1]), ', "loglik": ', numbers(fit$loglik[2]),
         ', "concordance": ', numbers(unname(fit$concordance["concordance"])), ', "zph_chi2": ', numbers(z[, "chisq"]), "}")
}
cat('{"origin": "R ', as.character(getRversion()), ", survival ", as.character(packageVersion("survival")),
    '; tools/reference_checks/survival_telco.R",\n "efron": ', of("efron"), ',\n "breslow": ', of("breslow"), "}\n", sep = "")
