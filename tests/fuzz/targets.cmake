# Every reader of foreign bytes that a stranger reaches. Examples to start from: tests/fuzz/corpus/NAME/.
goud_fuzz(json formats/json.cpp formats/json_parse.cpp)
goud_fuzz(form http/form.cpp formats/json.cpp formats/json_parse.cpp)
goud_fuzz(csv formats/csv.cpp formats/encoding.cpp formats/decompress.cpp formats/sniff.cpp formats/column_kind.cpp formats/scale_words.cpp formats/dates.cpp)
goud_fuzz(picture formats/picture.cpp)
goud_fuzz(text kernel/words.cpp text/language.cpp text/letters.cpp text/numbers.cpp text/promising.cpp text/question.cpp text/redaction.cpp text/sentences.cpp text/stems.cpp)
