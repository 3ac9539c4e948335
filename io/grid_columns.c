/* Columns of a grid: what each dataset is, with its words, unit, source and status. */
#include "io/grid.h"
#include "io/leaves.h"
#include "model/base/units.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void qs_grid_say(struct qs_grid *grid, enum qs_mistake_code code, const char *name, uint64_t cell, const char *arg1,
		 const char *arg2, const char *arg3, const char *arg4)
{
	const struct qs_place place = {grid->file, cell < UINT32_MAX ? (unsigned)cell : UINT32_MAX, 0,
				       cell ? name : NULL};
	char path[96];

	snprintf(path, sizeof path, "/%s", name);
	qs_mistakes_add(grid->mistakes, code, place, path, arg1, arg2, arg3, arg4);
}

/* A text attribute into the arena, or NULL. */
static const char *text_attribute(struct qs_grid *grid, hid_t set, const char *name)
{
	const char *text = NULL;
	hid_t attribute, type;

	if (H5Aexists(set, name) <= 0)
		return NULL;
	attribute = H5Aopen(set, name, H5P_DEFAULT);
	type = H5Aget_type(attribute);
	if (H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0) {
		char *bytes = NULL;
		const hid_t memory = H5Tcopy(H5T_C_S1);

		H5Tset_size(memory, H5T_VARIABLE);
		H5Tset_cset(memory, H5Tget_cset(type));
		if (H5Aread(attribute, memory, &bytes) >= 0 && bytes) {
			text = qs_arena_text(grid->arena, bytes, strlen(bytes));
			H5free_memory(bytes);
		}
		H5Tclose(memory);
	} else if (H5Tget_class(type) == H5T_STRING) {
		char *const bytes = qs_arena_take(grid->arena, H5Tget_size(type) + 1, 1);

		if (bytes && H5Aread(attribute, type, bytes) >= 0)
			text = bytes;
	}
	H5Tclose(type);
	H5Aclose(attribute);
	return text;
}

/* Cuts a text at its blanks; the number of words. */
static size_t cut_words(char *text, const char **words, size_t most)
{
	size_t n = 0;

	for (char *at = strtok_r(text, " ", &text); at; at = strtok_r(NULL, " ", &text)) {
		if (n < most)
			words[n] = at;
		n++;
	}
	return n;
}

/* flag_values: one code a word. */
static int read_codes(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	hid_t attribute, space;
	int bad;

	for (size_t w = 0; w < c->word_count; w++)
		c->codes[w] = (int64_t)w;
	if (H5Aexists(set, "flag_values") > 0) {
		attribute = H5Aopen(set, "flag_values", H5P_DEFAULT);
		space = H5Aget_space(attribute);
		bad = H5Sget_simple_extent_npoints(space) != (hssize_t)c->word_count ||
		      H5Aread(attribute, H5T_NATIVE_INT64, c->codes) < 0;
		H5Sclose(space);
		H5Aclose(attribute);
		if (bad) {
			qs_grid_say(grid, QS_E2206, c->name, 0,
				    "flag_values 与 flag_meanings 的个数不同\x1f"
				    "flag_values and flag_meanings differ in number",
				    NULL, NULL, NULL);
			return -1;
		}
	}
	c->least = c->codes[0];
	for (size_t w = 0; w < c->word_count; w++)
		if (c->codes[w] != c->least + (int64_t)w)
			c->least = INT64_MIN;
	return 0;
}

static void find_choice(struct qs_grid *grid, struct qs_grid_column *c, size_t w)
{
	char all[256] = "";
	size_t n = 0;

	for (c->index[w] = 0; c->field->words[c->index[w]]; c->index[w]++)
		if (!strcmp(c->field->words[c->index[w]], c->words[w]))
			return;
	for (int i = 0; c->field->words[i] && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, i ? ", %s" : "%s", c->field->words[i]);
	qs_grid_say(grid, QS_E2105, c->name, 0, c->words[w], all, NULL, NULL);
	c->index[w] = 0;
}

static int read_words(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	enum { MOST = 4096 };
	const char *const meanings = text_attribute(grid, set, "flag_meanings");
	char *const text = meanings ? qs_arena_text(grid->arena, meanings, strlen(meanings)) : NULL;

	if (!text) {
		qs_grid_say(grid, QS_E2206, c->name, 0,
			    "缺少属性 flag_meanings（各编码的词，以空格分开）\x1f"
			    "the attribute flag_meanings is missing: the words of the codes, blanks between them",
			    NULL, NULL, NULL);
		return -1;
	}
	c->words = qs_arena_take(grid->arena, MOST, sizeof *c->words);
	c->word_count = c->words ? cut_words(text, c->words, MOST) : 0;
	c->codes = qs_arena_take(grid->arena, c->word_count + 1, sizeof *c->codes);
	c->index = qs_arena_take(grid->arena, c->word_count + 1, sizeof *c->index);
	if (!c->words || !c->codes || !c->index || !c->word_count || c->word_count > MOST) {
		qs_grid_say(grid, QS_E2206, c->name, 0,
			    "flag_meanings 没有词或词过多\x1f"
			    "flag_meanings holds no word, or too many",
			    NULL, NULL, NULL);
		return -1;
	}
	for (size_t w = 0; w < c->word_count; w++)
		if (c->field->kind == QS_KIND_CHOICE)
			find_choice(grid, c, w);
		else
			c->index[w] = strcmp(c->words[w], "none") ? 0 : -1;
	return read_codes(grid, set, c);
}

static void read_unit(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	const char *const unit = text_attribute(grid, set, "units");
	char accepted[256];

	c->factor = 1;
	if (!unit || !*unit || !strcmp(unit, c->field->unit) || !strncmp(unit, "degree", 6))
		return;
	if (!*c->field->unit || qs_unit_convert(unit, c->field->unit, 1, &c->factor)) {
		qs_unit_accepted(c->field->unit, accepted, sizeof accepted);
		qs_grid_say(grid, QS_E2107, c->name, 0, unit, c->field->unit, accepted, NULL);
	}
}

static void read_status(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	const char *const status = text_attribute(grid, set, "status");
	int b = 0;

	c->source = text_attribute(grid, set, "source");
	if (!c->source)
		c->source = "grid";
	c->basis = QS_ASSUMPTION;
	if (!status)
		return;
	while (b < QS_BASIS_COUNT && strcmp(status, qs_basis_word((enum qs_basis)b)) != 0)
		b++;
	if (b == QS_BASIS_COUNT)
		qs_grid_say(grid, QS_E2108, c->name, 0, status, NULL, NULL, NULL);
	else
		c->basis = (enum qs_basis)b;
}

/* The field of a dotted name in a table, with its offset; NULL if there is none that a cell may have. Marks it as
 * given. */
static const struct qs_field *find_field(const struct qs_table *table, const char *name, void *object, size_t *offset)
{
	const char *const dot = strchr(name, '.');
	char head[64];

	if (!dot || (size_t)(dot - name) >= sizeof head) {
		const struct qs_field *const f = qs_field_find(table, name);
		const int plain =
			f && (f->kind == QS_KIND_NUMBER || f->kind == QS_KIND_INTEGER || f->kind == QS_KIND_BOOL ||
			      f->kind == QS_KIND_STRING || f->kind == QS_KIND_CHOICE);

		if (!plain)
			return NULL;
		*offset += f->offset;
		qs_given_of(table, object)->mask |= (uint64_t)1 << (f - table->fields);
		return f;
	}
	memcpy(head, name, (size_t)(dot - name));
	head[dot - name] = 0;
	{
		const struct qs_field *const f = qs_field_find(table, head);

		if (!f || f->kind != QS_KIND_OBJECT)
			return NULL;
		*offset += f->offset;
		qs_given_of(table, object)->mask |= (uint64_t)1 << (f - table->fields);
		return find_field(f->child, dot + 1, (char *)object + f->offset, offset);
	}
}

/* The ends of what a field takes, as qs_field_in_range judges: found once and not at every value. */
static void find_ends(struct qs_grid_column *c)
{
	const struct qs_field *const f = c->field;

	c->low = f->flags & QS_ABOVE_MIN ? nextafter(f->min, HUGE_VAL) : fmax(f->min, -DBL_MAX);
	c->high = f->flags & QS_BELOW_MAX ? nextafter(f->max, -HUGE_VAL) : fmin(f->max, DBL_MAX);
}

/* The cells' shape is that of the first dataset that has one. */
static int check_shape(struct qs_grid *grid, hid_t set, const char *name, int *constant)
{
	hsize_t shape[H5S_MAX_RANK] = {0};
	const hid_t space = H5Dget_space(set);
	const int rank = H5Sget_simple_extent_dims(space, shape, NULL);
	int same = rank == grid->rank;

	H5Sclose(space);
	*constant = rank == 0;
	if (rank <= 0)
		return rank;
	if (!grid->rank) {
		grid->rank = rank;
		grid->cells = 1;
		for (int i = 0; i < rank; i++) {
			grid->shape[i] = shape[i];
			grid->cells *= shape[i];
		}
		return 0;
	}
	for (int i = 0; same && i < rank; i++)
		same = shape[i] == grid->shape[i];
	if (same)
		return 0;
	qs_grid_say(grid, QS_E2206, name, 0,
		    "形状与其他数据集不同：各数据集的栅格数和维数必须一致\x1f"
		    "its shape differs from that of the others: all datasets have the same cells",
		    NULL, NULL, NULL);
	return -1;
}

static int check_type(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	const hid_t type = H5Dget_type(set);
	const H5T_class_t class = H5Tget_class(type);
	const int word = c->field->kind == QS_KIND_STRING || c->field->kind == QS_KIND_CHOICE;
	const int fits = class == H5T_INTEGER || (class == H5T_FLOAT && c->field->kind == QS_KIND_NUMBER);

	H5Tclose(type);
	if (!fits)
		qs_grid_say(grid, QS_E2103, c->name, 0, word ? "整数编码\x1finteger codes" : "数字\x1fnumbers",
			    "其他类型\x1f"
			    "another type",
			    NULL, NULL);
	if (fits && (H5Aexists(set, "scale_factor") > 0 || H5Aexists(set, "add_offset") > 0)) {
		qs_grid_say(grid, QS_E2206, c->name, 0,
			    "不支持 scale_factor 与 add_offset：请存原值\x1f"
			    "scale_factor and add_offset are not applied: store the values themselves",
			    NULL, NULL, NULL);
		return -1;
	}
	return fits ? 0 : -1;
}

/* Datasets that are dimensions of a netCDF file and nothing else. */
static int is_dimension(hid_t set)
{
	return H5Aexists(set, "CLASS") > 0;
}

static void add_constant(struct qs_grid *grid, hid_t set, struct qs_grid_column *c)
{
	double value = 0;
	int64_t code = 0;

	c->value = &value;
	c->code = &code;
	if (H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0 ||
	    H5Dread(set, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &code) < 0) {
		qs_grid_say(grid, QS_E2206, c->name, 0,
			    "不能读取\x1f"
			    "it cannot be read",
			    NULL, NULL, NULL);
		return;
	}
	if (qs_grid_put(c, 0, &grid->site, &grid->unit))
		qs_grid_refuse(grid, c, 0, 0);
}

static void add_column(struct qs_grid *grid, hid_t set, const char *name)
{
	struct qs_grid_column *const c = &grid->columns[grid->count];
	int constant = 0;

	*c = (struct qs_grid_column){.name = name, .of_unit = 1};
	c->field = strcmp(name, "id") ? find_field(&qs_table_unit, name, &grid->unit, &c->offset) : NULL;
	if (!c->field) {
		c->of_unit = 0;
		c->offset = 0;
		c->field = find_field(&qs_table_site, name, &grid->site, &c->offset);
	}
	if (!c->field && is_dimension(set))
		return;
	if (!c->field) {
		const char *const *const known = qs_leaf_names(grid->arena);

		qs_grid_say(grid, QS_E2101, name, 0, name, known ? qs_nearest_word(name, known) : NULL, NULL, NULL);
		return;
	}
	if (check_shape(grid, set, name, &constant) || check_type(grid, set, c))
		return;
	find_ends(c);
	read_status(grid, set, c);
	if (c->field->kind == QS_KIND_STRING || c->field->kind == QS_KIND_CHOICE) {
		if (read_words(grid, set, c))
			return;
	} else {
		read_unit(grid, set, c);
	}
	if (constant) {
		add_constant(grid, set, c);
		return;
	}
	c->set = set;
	H5Iinc_ref(set);
	grid->count++;
}

static void check_required(struct qs_grid *grid, const struct qs_table *table, void *object)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const f = &table->fields[i];
		char text[200];

		if (!(f->flags & QS_REQUIRED) || (qs_given_of(table, object)->mask >> i & 1))
			continue;
		snprintf(text, sizeof text, "%s\x1f%s", f->zh, f->en);
		qs_grid_say(grid, QS_E2102, f->name, 0, f->name, text, NULL, NULL);
	}
}

/* What every cell has: an id and one unit. */
static void start_template(struct qs_grid *grid)
{
	static const char *const own[] = {"id", "name", "units"};

	qs_fields_default(&qs_table_site, &grid->site);
	qs_fields_default(&qs_table_unit, &grid->unit);
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		grid->site.given.mask |= (uint64_t)1 << (qs_field_find(&qs_table_site, own[i]) - qs_table_site.fields);
	grid->unit.given.mask |= (uint64_t)1 << (qs_field_find(&qs_table_unit, "id") - qs_table_unit.fields);
	grid->site.given.file = grid->unit.given.file = grid->unit.soil.given.file = grid->file;
}

qs_status qs_grid_columns(struct qs_grid *grid, struct qs_err *err)
{
	H5G_info_t about;

	start_template(grid);
	if (H5Gget_info(grid->h5, &about) < 0)
		return qs_fail(err, QS_EFILE, "%s cannot be read", grid->file);
	grid->columns = qs_arena_take(grid->arena, (size_t)about.nlinks + 1, sizeof *grid->columns);
	if (!grid->columns)
		return qs_fail(err, QS_ENOMEM, "%s: columns", grid->file);
	for (hsize_t i = 0; i < about.nlinks; i++) {
		char name[128];
		const ssize_t n = H5Lget_name_by_idx(grid->h5, ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name,
						     H5P_DEFAULT);
		const char *const kept = n > 0 ? qs_arena_text(grid->arena, name, strlen(name)) : NULL;
		const hid_t set = kept ? H5Dopen2(grid->h5, kept, H5P_DEFAULT) : -1;

		if (set < 0) {
			qs_grid_say(grid, QS_E2206, kept ? kept : "", 0,
				    "不是数据集\x1f"
				    "not a dataset",
				    NULL, NULL, NULL);
			continue;
		}
		add_column(grid, set, kept);
		H5Dclose(set);
	}
	check_required(grid, &qs_table_site, &grid->site);
	check_required(grid, &qs_table_unit, &grid->unit);
	if (!grid->cells)
		qs_grid_say(grid, QS_E2206, "", 0,
			    "没有栅格\x1f"
			    "there are no cells",
			    NULL, NULL, NULL);
	return QS_OK;
}
