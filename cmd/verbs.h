/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs, one file each: VERB.c. */
#ifndef CMD_VERBS_H
#define CMD_VERBS_H

int verb_new(int argc, char **argv);
int verb_build(int argc, char **argv);
int verb_image(int argc, char **argv);
int verb_type(int argc, char **argv);
int verb_check(int argc, char **argv);
int verb_run(int argc, char **argv);
int verb_java(int argc, char **argv);
int verb_up(int argc, char **argv);
int verb_ps(int argc, char **argv);
int verb_logs(int argc, char **argv);
int verb_down(int argc, char **argv);

#endif
