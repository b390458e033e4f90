/* The networks in integers; `vectors.py` says the same in numpy, and a test holds both equal.

   Activations are 0 to 127 and weights -127 to 127, so that every sum is exact in 32 bits, in
   whatever order it is taken, and two products fit 16 bits, which `pmaddubsw` adds without
   saturation. What is done in floating point is done number by number, each operation rounded
   alone (`-ffp-contract=off`). So all instruction sets give the same bits.

   Weights lie in panels of 32 outputs: [panel][inputs / 4][32][4], the order they are read in. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define WIDTH 160  /* of the state of a word */
#define INPUTS 112 /* of a word, with two of padding */
#define TABLES 6
#define LAYERS 6
#define ROWS 12  /* words at once, for which the weights of a panel are read */
#define PANEL 32 /* outputs at once */
#define LABELS 10 /* of a gap: the marks and the quotation marks that it may have lost */
#define HEADS 24  /* outputs of the heads, see `project`: 10 + 10 + 1 of a word, and padding */
#define INLINE static inline __attribute__((always_inline))

typedef struct {
    const uint8_t *tables[TABLES]; /* inputs of a word, 64 for zero */
    int widths[TABLES];
    const int8_t *weights[1 + LAYERS]; /* of the entry and of each layer */
    const float *scales[1 + LAYERS], *biases[1 + LAYERS];
    const int32_t *zero;             /* what the inputs of the entry sum up to where all are zero */
    const float *fineness[1 + LAYERS]; /* activations a unit of the state, before each layer and the heads */
    const double *heads;             /* [WIDTH][HEADS] */
    const float *head_scales, *head_biases; /* of the labels and of the stray word */
} Network;

/* The network of a side of a place, which tells of cohesion. */
#define LOOK 56  /* inputs of a word */
#define WINDOW (5 * LOOK)
#define HIDDEN 224
#define EXIT 112 /* outputs, and with padding 4 panels */

typedef struct {
    const int8_t *entry_weights, *exit_weights;
    const int32_t *zero;
    const float *entry_scales, *entry_biases, *fineness, *exit_scales, *exit_biases;
    float exit_fineness; /* levels a unit of an output */
} Side;

static const int REACH[LAYERS] = {1, 2, 4, 8, 16, 32};

/* Sums of products for up to `ROWS` words: `words` are their activations, for each of `taps`. */
typedef void multiply_t(const uint8_t *const *words, int count, int taps, int inputs,
                        const int8_t *weights, int32_t *sums);

INLINE int32_t four(const uint8_t *activations) {
    int32_t found;
    memcpy(&found, activations, 4);
    return found;
}

#ifdef __x86_64__
#include <immintrin.h>

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define AVX2 __attribute__((target("avx2")))
#define SSSE3 __attribute__((target("ssse3")))

AVX2 INLINE __m256i add_products_avx2(__m256i sums, __m256i words, __m256i weights) {
    __m256i pairs = _mm256_maddubs_epi16(words, weights);
    return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

SSSE3 INLINE __m128i add_products_ssse3(__m128i sums, __m128i words, __m128i weights) {
    __m128i pairs = _mm_maddubs_epi16(words, weights);
    return _mm_add_epi32(sums, _mm_madd_epi16(pairs, _mm_set1_epi16(1)));
}

/* Four words and 2 x LANES / 4 outputs at once, for vectors of LANES bytes. Of more sums GCC 12
   stores some at each step, though there are registers for them, and takes twice the time. */
#define MULTIPLY(NAME, TARGET, VECTOR, LANES, ZERO, LOAD, STORE, SET32, ADD_PRODUCTS)           \
    TARGET static void NAME(const uint8_t *const *words, int count, int taps, int inputs,       \
                            const int8_t *weights, int32_t *sums) {                             \
        for (int part = 0; part < 4 * PANEL; part += 2 * LANES)                                 \
            for (int row = 0; row < count; row += 4) {                                          \
                VECTOR low[4], high[4];                                                         \
                const int8_t *own = weights + part;                                             \
                for (int at = 0; at < 4; at++) low[at] = high[at] = ZERO();                     \
                for (int tap = 0; tap < taps; tap++)                                            \
                    for (int input = 0; input < inputs; input += 4, own += 4 * PANEL) {         \
                        VECTOR first = LOAD((const void *)own);                                 \
                        VECTOR second = LOAD((const void *)(own + LANES));                      \
                        _Pragma("GCC unroll 4") for (int at = 0; at < 4; at++) {                \
                            VECTOR some = SET32(four(words[tap * ROWS + row + at] + input));    \
                            low[at] = ADD_PRODUCTS(low[at], some, first);                       \
                            high[at] = ADD_PRODUCTS(high[at], some, second);                    \
                        }                                                                       \
                    }                                                                           \
                for (int at = 0; at < 4; at++) {                                                \
                    int32_t *to = sums + (row + at) * PANEL + part / 4;                         \
                    STORE((void *)to, low[at]);                                                 \
                    STORE((void *)(to + LANES / 4), high[at]);                                  \
                }                                                                               \
            }                                                                                   \
    }

MULTIPLY(multiply_vnni, VNNI, __m512i, 64, _mm512_setzero_si512, _mm512_loadu_si512,
         _mm512_storeu_si512, _mm512_set1_epi32, _mm512_dpbusd_epi32)
MULTIPLY(multiply_avx2, AVX2, __m256i, 32, _mm256_setzero_si256, _mm256_loadu_si256,
         _mm256_storeu_si256, _mm256_set1_epi32, add_products_avx2)
MULTIPLY(multiply_ssse3, SSSE3, __m128i, 16, _mm_setzero_si128, _mm_loadu_si128, _mm_storeu_si128,
         _mm_set1_epi32, add_products_ssse3)
#endif

#ifdef __aarch64__
#include <arm_neon.h>

static void multiply_neon(const uint8_t *const *words, int count, int taps, int inputs,
                          const int8_t *weights, int32_t *sums) {
    for (int part = 0; part < 4 * PANEL; part += 32)
        for (int row = 0; row < count; row += 2) {
            int32x4_t found[2][4]; /* two sums for each output, added in the end */
            const int8_t *own = weights + part;
            for (int at = 0; at < 8; at++) found[at / 4][at % 4] = vdupq_n_s32(0);
            for (int tap = 0; tap < taps; tap++)
                for (int input = 0; input < inputs; input += 4, own += 4 * PANEL) {
                    int8x16_t first = vld1q_s8(own), second = vld1q_s8(own + 16);
                    for (int at = 0; at < 2; at++) {
                        int8x8_t some = vreinterpret_s8_s32(
                            vdup_n_s32(four(words[tap * ROWS + row + at] + input)));
                        int32x4_t *to = found[at];
                        to[0] = vpadalq_s16(to[0], vmull_s8(some, vget_low_s8(first)));
                        to[1] = vpadalq_s16(to[1], vmull_s8(some, vget_high_s8(first)));
                        to[2] = vpadalq_s16(to[2], vmull_s8(some, vget_low_s8(second)));
                        to[3] = vpadalq_s16(to[3], vmull_s8(some, vget_high_s8(second)));
                    }
                }
            for (int at = 0; at < 2; at++) {
                int32_t *to = sums + (row + at) * PANEL + part / 4;
                vst1q_s32(to, vpaddq_s32(found[at][0], found[at][1]));
                vst1q_s32(to + 4, vpaddq_s32(found[at][2], found[at][3]));
            }
        }
}
#endif

/* Write the inputs of a word. */
INLINE void look_up(const Network *network, const int32_t *rows, uint8_t *inputs) {
    uint8_t *to = inputs;
    for (int table = 0; table < TABLES; table++) {
        int width = network->widths[table];
        memcpy(to, network->tables[table] + (int64_t)rows[table] * width, width);
        to += width;
    }
    memset(to, 0, inputs + INPUTS - to);
}

/* Write the activations of a state, of which none is negative. */
INLINE void activate(const float *state, const float *fineness, int width, uint8_t *activations) {
    for (int at = 0; at < width; at++) {
        float level = state[at] * fineness[at] + 0.5f;
        activations[at] = (uint8_t)(int32_t)(level < 127.0f ? level : 127.0f);
    }
}

/* Set or add to the part of a state that stands for a panel. */
INLINE void rectify(const int32_t *sums, const int32_t *zero, const float *scales,
                    const float *biases, float *state, int is_added) {
    for (int at = 0; at < PANEL; at++) {
        float value = (float)(zero ? sums[at] - zero[at] : sums[at]) * scales[at];
        value = value + biases[at];
        value = value > 0.0f ? value : 0.0f;
        state[at] = is_added ? state[at] + value : value;
    }
}

typedef double lanes __attribute__((vector_size(32)));

/* Write what a word says for the labels of its own gap, for those of the gap before, and of itself;
   products of 16 bits each are exact in a double. */
INLINE void project(const Network *network, const float *state, double *heads) {
    lanes found[HEADS / 4];
    const float *fineness = network->fineness[LAYERS];
    for (int at = 0; at < HEADS / 4; at++) found[at] = (lanes){0, 0, 0, 0};
    for (int input = 0; input < WIDTH; input++) {
        float level = state[input] * fineness[input] + 0.5f;
        double whole = (double)(int32_t)(level < 32767.0f ? level : 32767.0f);
        for (int at = 0; at < HEADS / 4; at++) {
            lanes weights;
            memcpy(&weights, network->heads + input * HEADS + 4 * at, sizeof weights);
            found[at] += (lanes){whole, whole, whole, whole} * weights;
        }
    }
    memcpy(heads, found, sizeof found);
}

/* Judge the words whose places in the last row of `needed` are set; see `compiled.pyx`. */
INLINE void judge(const Network *network, const int32_t *rows, int64_t count, uint8_t *needed,
                  float *states, uint8_t *activations, int32_t *places, float *logits,
                  float *stray, multiply_t *multiply) {
    static const uint8_t nothing[WIDTH] = {0};
    int32_t sums[ROWS * PANEL];
    uint8_t inputs[ROWS * INPUTS];
    const uint8_t *words[3 * ROWS];
    double heads[2][HEADS];
    const uint8_t *asked = needed + (LAYERS + 1) * count;
    /* Which states are needed before each layer, and before the heads. */
    for (int64_t at = 0; at < count; at++)
        needed[LAYERS * count + at] = asked[at] || (at > 0 && asked[at - 1]);
    for (int layer = LAYERS - 1; layer >= 0; layer--) {
        uint8_t *before = needed + layer * count, *after = before + count;
        int64_t reach = REACH[layer];
        for (int64_t at = 0; at < count; at++)
            before[at] = after[at] || (at >= reach && after[at - reach]) ||
                         (at + reach < count && after[at + reach]);
    }
    for (int layer = 0; layer <= LAYERS; layer++) {
        const uint8_t *own = needed + layer * count; /* what this layer is to make */
        const int taps = layer ? 3 : 1, width = layer ? WIDTH : INPUTS;
        const int64_t reach = layer ? REACH[layer - 1] : 0;
        int64_t found = 0;
        for (int64_t at = 0; at < count; at++) {
            if (own[at]) places[found++] = (int32_t)at;
            if (layer && own[at - count])
                activate(states + at * WIDTH, network->fineness[layer - 1], WIDTH,
                         activations + at * WIDTH);
        }
        for (int64_t first = 0; first < found; first += ROWS) {
            int some = found - first < ROWS ? (int)(found - first) : ROWS;
            /* Rows behind the last are those of the first again, so that they may be read. */
            for (int row = 0; row < ROWS; row++) {
                int64_t at = places[first + (row < some ? row : 0)];
                if (layer == 0) {
                    if (row < some) look_up(network, rows + TABLES * at, inputs + row * INPUTS);
                    words[row] = inputs + (row < some ? row : 0) * INPUTS;
                    continue;
                }
                for (int tap = 0; tap < 3; tap++) {
                    int64_t from = at + (tap - 1) * reach;
                    int is_there = from >= 0 && from < count;
                    words[tap * ROWS + row] = is_there ? activations + from * WIDTH : nothing;
                }
            }
            for (int panel = 0; panel < WIDTH / PANEL; panel++) {
                const int column = panel * PANEL;
                multiply(words, some, taps, width,
                         network->weights[layer] + (int64_t)column * taps * width, sums);
                for (int row = 0; row < some; row++)
                    rectify(sums + row * PANEL, layer ? 0 : network->zero + column,
                            network->scales[layer] + column, network->biases[layer] + column,
                            states + (int64_t)places[first + row] * WIDTH + column, layer > 0);
            }
        }
    }
    for (int64_t at = 0, known = -1; at < count; at++) {
        if (!asked[at]) continue;
        double *own = heads[at % 2], *next = heads[(at + 1) % 2];
        if (known != at) project(network, states + at * WIDTH, own);
        if (at + 1 < count) project(network, states + (at + 1) * WIDTH, next);
        known = at + 1;
        for (int label = 0; label < LABELS; label++) {
            double sum = own[label] + (at + 1 < count ? next[LABELS + label] : 0.0);
            float value = (float)sum * network->head_scales[label];
            *logits++ = value + network->head_biases[label];
        }
        float value = (float)own[2 * LABELS] * network->head_scales[LABELS];
        *stray++ = value + network->head_biases[LABELS];
    }
}

/* Read the windows that begin at some places of `looks`; write their outputs as whole numbers. */
INLINE void read_windows(const Side *side, const uint8_t *looks, const int64_t *places,
                         int64_t count, int16_t *outputs, multiply_t *multiply) {
    int32_t sums[ROWS * PANEL];
    float states[ROWS * HIDDEN];
    uint8_t activations[ROWS * HIDDEN];
    const uint8_t *words[ROWS];
    for (int64_t first = 0; first < count; first += ROWS, outputs += ROWS * EXIT) {
        int some = count - first < ROWS ? (int)(count - first) : ROWS;
        for (int row = 0; row < ROWS; row++)
            words[row] = looks + places[first + (row < some ? row : 0)] * LOOK;
        for (int column = 0; column < HIDDEN; column += PANEL) {
            multiply(words, some, 1, WINDOW, side->entry_weights + (int64_t)column * WINDOW, sums);
            for (int row = 0; row < some; row++)
                rectify(sums + row * PANEL, side->zero + column, side->entry_scales + column,
                        side->entry_biases + column, states + row * HIDDEN + column, 0);
        }
        for (int row = 0; row < ROWS; row++) {
            words[row] = activations + (row < some ? row : 0) * HIDDEN;
            if (row < some)
                activate(states + row * HIDDEN, side->fineness, HIDDEN, activations + row * HIDDEN);
        }
        for (int column = 0; column < EXIT; column += PANEL) {
            int width = EXIT - column < PANEL ? EXIT - column : PANEL;
            multiply(words, some, 1, HIDDEN, side->exit_weights + (int64_t)column * HIDDEN, sums);
            for (int row = 0; row < some; row++)
                for (int at = 0; at < width; at++) {
                    float value = (float)sums[row * PANEL + at] * side->exit_scales[column + at];
                    value = value + side->exit_biases[column + at];
                    value = floorf(value * side->exit_fineness + 0.5f);
                    value = value < 32767.0f ? value : 32767.0f;
                    value = value > -32767.0f ? value : -32767.0f;
                    outputs[row * EXIT + column + at] = (int16_t)value;
                }
        }
    }
}

#define JUDGE(NAME, TARGET)                                                                       \
    TARGET static void judge_##NAME(const Network *network, const int32_t *rows, int64_t count,   \
                                    uint8_t *needed, float *states, uint8_t *activations,         \
                                    int32_t *places, float *logits, float *stray) {               \
        judge(network, rows, count, needed, states, activations, places, logits, stray,           \
              multiply_##NAME);                                                                   \
    }                                                                                             \
    TARGET static void read_##NAME(const Side *side, const uint8_t *looks, const int64_t *places, \
                                   int64_t count, int16_t *outputs) {                             \
        read_windows(side, looks, places, count, outputs, multiply_##NAME);                       \
    }
typedef void judge_t(const Network *, const int32_t *, int64_t, uint8_t *, float *, uint8_t *,
                     int32_t *, float *, float *);
typedef void read_t(const Side *, const uint8_t *, const int64_t *, int64_t, int16_t *);

#ifdef __x86_64__
JUDGE(vnni, VNNI)
JUDGE(avx2, AVX2)
JUDGE(ssse3, SSSE3)
#endif
#ifdef __aarch64__
JUDGE(neon, )
#endif

static const struct {
    const char *name;
    judge_t *judge;
    read_t *read;
} INSTRUCTION_SETS[] = {
#ifdef __x86_64__
    {"vnni", judge_vnni, read_vnni},
    {"avx2", judge_avx2, read_avx2},
    {"ssse3", judge_ssse3, read_ssse3},
#endif
#ifdef __aarch64__
    {"neon", judge_neon, read_neon},
#endif
    {0, 0, 0},
};

/* Write the products of pairs of outputs; their sums are exact. */
static void multiply_outputs(const int16_t *before, const int16_t *following, int64_t count,
                             double scale, float *products) {
    for (int64_t row = 0; row < count; row++, before += EXIT, following += EXIT) {
        int64_t sum = 0;
        for (int at = 0; at < EXIT; at++) sum += (int32_t)before[at] * following[at];
        products[row] = (float)((double)sum * scale);
    }
}

/* Whether this processor has an instruction set. */
static int is_supported(int number) {
#ifdef __x86_64__
    switch (number) {
    case 0:
        return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    case 1:
        return __builtin_cpu_supports("avx2");
    case 2:
        return __builtin_cpu_supports("ssse3");
    }
#endif
    return INSTRUCTION_SETS[number].name != 0;
}
